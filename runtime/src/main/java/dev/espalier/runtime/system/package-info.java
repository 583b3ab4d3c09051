/** The actor system that Espalier's actors live in. */
@NullMarked
package dev.espalier.runtime.system;

import org.jspecify.annotations.NullMarked;
