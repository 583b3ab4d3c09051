@NullMarked
package dev.espalier.backends.shell;

import org.jspecify.annotations.NullMarked;
