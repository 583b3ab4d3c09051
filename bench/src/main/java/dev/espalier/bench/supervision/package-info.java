/** The speed of supervision, beside real Erlang's. */
@NullMarked
package dev.espalier.bench.supervision;

import org.jspecify.annotations.NullMarked;
