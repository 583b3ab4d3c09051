@NullMarked
package dev.espalier.bench.page;

import org.jspecify.annotations.NullMarked;
