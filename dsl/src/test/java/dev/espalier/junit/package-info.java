/** What JUnit's users are promised, seen by running classes of theirs. */
@NullMarked
package dev.espalier.junit;

import org.jspecify.annotations.NullMarked;
