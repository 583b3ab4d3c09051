/** What a guest is told over its vsock, held to what a bash makes of it. */
@NullMarked
package dev.espalier.backends.vsock;

import org.jspecify.annotations.NullMarked;
