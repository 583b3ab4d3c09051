@NullMarked
package dev.espalier.copy;

import org.jspecify.annotations.NullMarked;
