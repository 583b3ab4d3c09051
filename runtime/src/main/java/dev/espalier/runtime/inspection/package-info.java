/** What a supervision tree looks like to those outside of it. */
@NullMarked
package dev.espalier.runtime.inspection;

import org.jspecify.annotations.NullMarked;
