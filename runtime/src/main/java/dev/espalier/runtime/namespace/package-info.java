/** Linux namespaces whose life is tied to this JVM's by a pipe. */
@NullMarked
package dev.espalier.runtime.namespace;

import org.jspecify.annotations.NullMarked;
