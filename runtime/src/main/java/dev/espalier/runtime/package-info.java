@NullMarked
package dev.espalier.runtime;

import org.jspecify.annotations.NullMarked;
