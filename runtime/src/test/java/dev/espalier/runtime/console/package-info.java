@NullMarked
package dev.espalier.runtime.console;

import org.jspecify.annotations.NullMarked;
