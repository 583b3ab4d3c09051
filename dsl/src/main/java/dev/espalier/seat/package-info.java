/** What somebody does who sits before a machine: typing on its keyboard, reading its screen. */
@NullMarked
package dev.espalier.seat;

import org.jspecify.annotations.NullMarked;
