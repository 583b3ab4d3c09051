/** That the benchmarks measure what they say. */
@NullMarked
package dev.espalier.bench.rival;

import org.jspecify.annotations.NullMarked;
