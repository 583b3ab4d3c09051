/** Many things at once, within bounds. */
@NullMarked
package dev.espalier.runtime.concurrent;

import org.jspecify.annotations.NullMarked;
