/** The terminal of somebody who drives machines by hand. */
@NullMarked
package dev.espalier.terminal;

import org.jspecify.annotations.NullMarked;
