@NullMarked
package dev.espalier.runtime.concurrent;

import org.jspecify.annotations.NullMarked;
