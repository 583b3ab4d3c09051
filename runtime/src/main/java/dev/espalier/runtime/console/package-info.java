/** What a machine says on its console: read without pause, kept in bounds. */
@NullMarked
package dev.espalier.runtime.console;

import org.jspecify.annotations.NullMarked;
