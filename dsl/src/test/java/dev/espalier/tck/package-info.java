/**
 * What is expected of a backend's machines, as tests: a contract for what every machine does, and one for each thing that
 * only some can. A backend's own tests are one package: a {@link dev.espalier.tck.BackendUnderTest} and a subclass of each
 * contract that it is held to.
 */
@NullMarked
package dev.espalier.tck;

import org.jspecify.annotations.NullMarked;
