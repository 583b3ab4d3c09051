package dev.espalier.engine;

import dev.espalier.runtime.network.Subnet;

/**
 * From where to where a port is forwarded.
 *
 * @param hostPort zero for any that is free
 * @param number   the machine's on the subnet, which is that of {@code bridge}
 */
public record ForwardRoute(String machine, int hostPort, int machinePort, Subnet subnet, int number, String bridge) {}
