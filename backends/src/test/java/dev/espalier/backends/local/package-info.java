@NullMarked
package dev.espalier.backends.local;

import org.jspecify.annotations.NullMarked;
