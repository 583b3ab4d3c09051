/** The command line. */
@NullMarked
package dev.espalier.cli;

import org.jspecify.annotations.NullMarked;
