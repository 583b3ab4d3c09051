/** Guest images made from Debian packages, and the cache that keeps them. */
@NullMarked
package dev.espalier.backends.image;

import org.jspecify.annotations.NullMarked;
