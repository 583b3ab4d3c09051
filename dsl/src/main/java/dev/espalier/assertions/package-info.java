/** Expectations about text, for test scripts, with messages that show what was there instead. */
@NullMarked
package dev.espalier.assertions;

import org.jspecify.annotations.NullMarked;
