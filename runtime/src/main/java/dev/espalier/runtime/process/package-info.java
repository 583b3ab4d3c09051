/** Operating-system processes as supervised children. */
@NullMarked
package dev.espalier.runtime.process;

import org.jspecify.annotations.NullMarked;
