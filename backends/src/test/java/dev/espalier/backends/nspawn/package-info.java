/** Tests of the backend for containers. */
@NullMarked
package dev.espalier.backends.nspawn;

import org.jspecify.annotations.NullMarked;
