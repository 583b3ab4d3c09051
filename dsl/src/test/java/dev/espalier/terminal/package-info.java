@NullMarked
package dev.espalier.terminal;

import org.jspecify.annotations.NullMarked;
