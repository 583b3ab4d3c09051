/** Byte streams between this JVM and the processes it supervises, and the directories they share. */
@NullMarked
package dev.espalier.runtime.io;

import org.jspecify.annotations.NullMarked;
