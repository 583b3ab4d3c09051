@NullMarked
package dev.espalier.runtime.namespace;

import org.jspecify.annotations.NullMarked;
