@NullMarked
package dev.espalier.repl;

import org.jspecify.annotations.NullMarked;
