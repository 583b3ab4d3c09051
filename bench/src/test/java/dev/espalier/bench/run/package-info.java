@NullMarked
package dev.espalier.bench.run;

import org.jspecify.annotations.NullMarked;
