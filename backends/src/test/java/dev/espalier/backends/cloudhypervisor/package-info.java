/** Cloud Hypervisor's backend, held to what Cloud Hypervisor says of itself by a peer that is as strict. */
@NullMarked
package dev.espalier.backends.cloudhypervisor;

import org.jspecify.annotations.NullMarked;
