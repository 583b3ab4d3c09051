@NullMarked
package dev.espalier.seat;

import org.jspecify.annotations.NullMarked;
