@NullMarked
package dev.espalier.tck.firecracker;

import org.jspecify.annotations.NullMarked;
