package dev.espalier.engine;

/**
 * From where to where a port is forwarded.
 *
 * @param hostPort zero for any that is free
 * @param address  the machine's, on the VLAN of {@code bridge}
 * @param gateway  an address on that VLAN that is nobody else's, with its prefix: connections come from there
 */
public record ForwardRoute(String machine, int hostPort, int machinePort, String address, String bridge,
        String gateway) {}
