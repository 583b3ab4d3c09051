@NullMarked
package dev.espalier.examples.fleet;

import org.jspecify.annotations.NullMarked;
