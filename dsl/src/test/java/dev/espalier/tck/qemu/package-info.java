@NullMarked
package dev.espalier.tck.qemu;

import org.jspecify.annotations.NullMarked;
