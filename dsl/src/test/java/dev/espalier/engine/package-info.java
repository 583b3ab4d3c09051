@NullMarked
package dev.espalier.engine;

import org.jspecify.annotations.NullMarked;
