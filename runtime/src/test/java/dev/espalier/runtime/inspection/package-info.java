@NullMarked
package dev.espalier.runtime.inspection;

import org.jspecify.annotations.NullMarked;
