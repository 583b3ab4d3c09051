/** Firecracker: microVMs on KVM, configured over an HTTP API. */
@NullMarked
package dev.espalier.backends.firecracker;

import org.jspecify.annotations.NullMarked;
