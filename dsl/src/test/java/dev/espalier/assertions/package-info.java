@NullMarked
package dev.espalier.assertions;

import org.jspecify.annotations.NullMarked;
