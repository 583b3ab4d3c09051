/** The examples' own tests: that they do what they show, and that the documentation quotes them as they are. */
@NullMarked
package dev.espalier.examples;

import org.jspecify.annotations.NullMarked;
