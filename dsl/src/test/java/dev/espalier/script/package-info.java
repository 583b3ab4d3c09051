@NullMarked
package dev.espalier.script;

import org.jspecify.annotations.NullMarked;
