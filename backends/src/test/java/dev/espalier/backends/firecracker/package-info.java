/** Firecracker's backend, held to what Firecracker says of itself by a peer that is as strict. */
@NullMarked
package dev.espalier.backends.firecracker;

import org.jspecify.annotations.NullMarked;
