/** That the benchmarks measure what they say. */
@NullMarked
package dev.espalier.bench.supervision;

import org.jspecify.annotations.NullMarked;
