@NullMarked
package dev.espalier.observe;

import org.jspecify.annotations.NullMarked;
