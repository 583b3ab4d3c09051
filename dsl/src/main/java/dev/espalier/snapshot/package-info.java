/** Snapshots of machines as they lie on this host: whole, or not there at all. */
@NullMarked
package dev.espalier.snapshot;

import org.jspecify.annotations.NullMarked;
