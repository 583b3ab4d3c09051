@NullMarked
package dev.espalier.tck.nspawn;

import org.jspecify.annotations.NullMarked;
