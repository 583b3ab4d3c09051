/** Text that people wrote: where things are in it, how to show them, and what was meant by a misspelt word. */
@NullMarked
package dev.espalier.source;

import org.jspecify.annotations.NullMarked;
