package dev.espalier.backends.spi;

/** What a backend's machines can do with networks. */
public enum NetworkUse {
    /** Be on any number of VLANs, by TAPs that are on their bridges before a machine starts and stay when it ends. */
    TAPS,
    /**
     * Be on any number of VLANs, by ports that each start of a machine makes and puts on their bridges, as
     * {@link MachineEvent.PortsMade} tells.
     */
    OWN_PORTS,
    /** Nothing: {@link MachineSpec#nics} has to be empty. */
    NONE
}
