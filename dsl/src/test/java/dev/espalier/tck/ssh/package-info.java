@NullMarked
package dev.espalier.tck.ssh;

import org.jspecify.annotations.NullMarked;
