/** Machines that are there already, reached by SSH: one connection each, and a channel of it for every command. */
@NullMarked
package dev.espalier.backends.ssh;

import org.jspecify.annotations.NullMarked;
