/** What tests of microVMs have in common: stand-ins for their monitors, and what is expected of any. */
@NullMarked
package dev.espalier.backends.microvm;

import org.jspecify.annotations.NullMarked;
