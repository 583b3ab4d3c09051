/** Running a test script against a cluster, to a verdict. */
@NullMarked
package dev.espalier.run;

import org.jspecify.annotations.NullMarked;
