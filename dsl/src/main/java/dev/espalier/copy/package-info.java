/** Files and trees between this host and a guest. */
@NullMarked
package dev.espalier.copy;

import org.jspecify.annotations.NullMarked;
