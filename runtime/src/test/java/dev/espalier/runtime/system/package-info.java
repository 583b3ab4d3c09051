@NullMarked
package dev.espalier.runtime.system;

import org.jspecify.annotations.NullMarked;
