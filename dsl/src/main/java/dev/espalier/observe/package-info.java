/** A run that can be watched in a browser of this host while it goes on. */
@NullMarked
package dev.espalier.observe;

import org.jspecify.annotations.NullMarked;
