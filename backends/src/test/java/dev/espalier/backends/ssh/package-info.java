@NullMarked
package dev.espalier.backends.ssh;

import org.jspecify.annotations.NullMarked;
