@NullMarked
package dev.espalier.tck.local;

import org.jspecify.annotations.NullMarked;
