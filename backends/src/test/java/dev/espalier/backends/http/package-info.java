/** Requests to servers on this host. */
@NullMarked
package dev.espalier.backends.http;

import org.jspecify.annotations.NullMarked;
