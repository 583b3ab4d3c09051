/** What tests of supervised resources share: a tree to put a child in, a second JVM to kill, and what a host must have. */
@NullMarked
package dev.espalier.runtime.testing;

import org.jspecify.annotations.NullMarked;
