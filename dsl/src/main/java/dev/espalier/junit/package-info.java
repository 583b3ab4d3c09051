/**
 * Machines for tests of JUnit Jupiter: {@link dev.espalier.junit.VmTest} on a class, and its methods have them as parameters. Needs
 * {@code junit-jupiter-api} 6 or newer on the class path, which nothing else of Espalier does.
 */
@NullMarked
package dev.espalier.junit;

import org.jspecify.annotations.NullMarked;
