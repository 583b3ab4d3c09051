@NullMarked
package dev.espalier.snapshot;

import org.jspecify.annotations.NullMarked;
