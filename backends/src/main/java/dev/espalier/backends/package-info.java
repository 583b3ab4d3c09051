@NullMarked
package dev.espalier.backends;

import org.jspecify.annotations.NullMarked;
