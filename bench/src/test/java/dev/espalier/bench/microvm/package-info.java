@NullMarked
package dev.espalier.bench.microvm;

import org.jspecify.annotations.NullMarked;
