/** Commands for guests that are reached by vsock, where the monitor puts its sockets behind a Unix socket of the host. */
@NullMarked
package dev.espalier.backends.vsock;

import org.jspecify.annotations.NullMarked;
