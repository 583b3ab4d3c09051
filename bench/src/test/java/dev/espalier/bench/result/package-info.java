@NullMarked
package dev.espalier.bench.result;

import org.jspecify.annotations.NullMarked;
