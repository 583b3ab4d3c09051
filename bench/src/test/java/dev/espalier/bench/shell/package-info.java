/** That the benchmarks measure what they say. */
@NullMarked
package dev.espalier.bench.shell;

import org.jspecify.annotations.NullMarked;
