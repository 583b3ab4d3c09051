@NullMarked
package dev.espalier.backends.qemu;

import org.jspecify.annotations.NullMarked;
