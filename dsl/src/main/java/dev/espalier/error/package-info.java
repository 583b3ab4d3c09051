/** What goes wrong in a test, each with its evidence. */
@NullMarked
package dev.espalier.error;

import org.jspecify.annotations.NullMarked;
