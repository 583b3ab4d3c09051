/** The speed of commands in guests, beside other ways to speak to the same guest. */
@NullMarked
package dev.espalier.bench.shell;

import org.jspecify.annotations.NullMarked;
