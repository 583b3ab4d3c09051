@NullMarked
package dev.espalier;

import org.jspecify.annotations.NullMarked;
