/** Layer-2 networks inside a cluster's own namespace. */
@NullMarked
package dev.espalier.runtime.network;

import org.jspecify.annotations.NullMarked;
