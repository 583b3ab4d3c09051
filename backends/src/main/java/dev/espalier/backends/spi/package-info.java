/** What a backend is to the rest of Espalier, and what machines can do. */
@NullMarked
package dev.espalier.backends.spi;

import org.jspecify.annotations.NullMarked;
