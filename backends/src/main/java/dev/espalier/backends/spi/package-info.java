/** What a backend is to the rest of Espalier; it knows no virtual machine monitor. */
@NullMarked
package dev.espalier.backends.spi;

import org.jspecify.annotations.NullMarked;
