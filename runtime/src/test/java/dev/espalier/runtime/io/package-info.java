@NullMarked
package dev.espalier.runtime.io;

import org.jspecify.annotations.NullMarked;
