/** The backends measured in turns, beside their floors. */
@NullMarked
package dev.espalier.bench.run;

import org.jspecify.annotations.NullMarked;
