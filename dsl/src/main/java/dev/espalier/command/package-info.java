/** What is asked of a guest's shell, and what comes back. */
@NullMarked
package dev.espalier.command;

import org.jspecify.annotations.NullMarked;
