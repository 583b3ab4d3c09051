/** A cluster that is driven by hand, a line of Java at a time, on the JDK's own shell. */
@NullMarked
package dev.espalier.repl;

import org.jspecify.annotations.NullMarked;
