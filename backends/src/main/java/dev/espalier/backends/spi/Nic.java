package dev.espalier.backends.spi;

import dev.espalier.runtime.network.MacAddress;

/**
 * One network interface of a machine.
 *
 * @param vlan the network it is on
 * @param tap  the host's end of it, in the cluster's namespace
 */
public record Nic(int vlan, MacAddress mac, String tap) {}
