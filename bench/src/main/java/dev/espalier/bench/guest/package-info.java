/** Ways to give commands to guests: ours, and as little as can be done by hand. */
@NullMarked
package dev.espalier.bench.guest;

import org.jspecify.annotations.NullMarked;
