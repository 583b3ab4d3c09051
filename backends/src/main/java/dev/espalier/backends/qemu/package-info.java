/** QEMU: real machines, with hardware acceleration or without. */
@NullMarked
package dev.espalier.backends.qemu;

import org.jspecify.annotations.NullMarked;
