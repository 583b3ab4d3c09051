/** Runs of real tests while something breaks, at random: what is left of them, and whether their verdicts are right. */
@NullMarked
package dev.espalier.bench.faults;

import org.jspecify.annotations.NullMarked;
