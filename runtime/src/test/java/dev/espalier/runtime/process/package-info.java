@NullMarked
package dev.espalier.runtime.process;

import org.jspecify.annotations.NullMarked;
