package dev.espalier.backends.spi;

import dev.espalier.runtime.network.MacAddress;

/**
 * One network interface of a machine.
 *
 * @param vlan   the network it is on
 * @param bridge the VLAN's bridge, in the cluster's namespace
 * @param port   the host's end of it on that bridge
 */
public record Nic(int vlan, MacAddress mac, String bridge, String port) {}
