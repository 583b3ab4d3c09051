@NullMarked
package dev.espalier.tck.cloudhypervisor;

import org.jspecify.annotations.NullMarked;
