/** That the benchmarks measure what they say. */
@NullMarked
package dev.espalier.bench.guest;

import org.jspecify.annotations.NullMarked;
