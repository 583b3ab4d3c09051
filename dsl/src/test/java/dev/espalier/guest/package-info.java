@NullMarked
package dev.espalier.guest;

import org.jspecify.annotations.NullMarked;
