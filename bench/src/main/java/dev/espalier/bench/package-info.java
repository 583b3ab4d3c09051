/** What the benchmarks share. */
@NullMarked
package dev.espalier.bench;

import org.jspecify.annotations.NullMarked;
