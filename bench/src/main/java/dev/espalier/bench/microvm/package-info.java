/** The contracts of the microVM backends, held to real monitors, on emulated hardware where this host has none for them. */
@NullMarked
package dev.espalier.bench.microvm;

import org.jspecify.annotations.NullMarked;
