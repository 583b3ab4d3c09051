/** Containers by systemd-nspawn: real systemd on this host's kernel, up in a fraction of a second. */
@NullMarked
package dev.espalier.backends.nspawn;

import org.jspecify.annotations.NullMarked;
