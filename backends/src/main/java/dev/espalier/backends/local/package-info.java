/** A shell on this host, in a cluster's namespaces: the smallest machine there is. */
@NullMarked
package dev.espalier.backends.local;

import org.jspecify.annotations.NullMarked;
