/** Commands in a guest, and the channels that carry them. */
@NullMarked
package dev.espalier.backends.shell;

import org.jspecify.annotations.NullMarked;
