@NullMarked
package dev.espalier.bench.faults;

import org.jspecify.annotations.NullMarked;
