/** Cloud Hypervisor: virtual machines on KVM, configured over an HTTP API, with events. */
@NullMarked
package dev.espalier.backends.cloudhypervisor;

import org.jspecify.annotations.NullMarked;
