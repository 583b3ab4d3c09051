/** Other people's test drivers, started as their users start them. Nothing of theirs is here. */
@NullMarked
package dev.espalier.bench.rival;

import org.jspecify.annotations.NullMarked;
