/** How soon everybody knows who waits for something of a machine that has died. */
@NullMarked
package dev.espalier.bench.deaths;

import org.jspecify.annotations.NullMarked;
