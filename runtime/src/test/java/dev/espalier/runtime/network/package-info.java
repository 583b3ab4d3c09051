@NullMarked
package dev.espalier.runtime.network;

import org.jspecify.annotations.NullMarked;
