/** What the monitors of microVMs have in common: programs that are told over a socket what machine they are to run. */
@NullMarked
package dev.espalier.backends.microvm;

import org.jspecify.annotations.NullMarked;
