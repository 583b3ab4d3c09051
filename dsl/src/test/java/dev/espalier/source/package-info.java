@NullMarked
package dev.espalier.source;

import org.jspecify.annotations.NullMarked;
