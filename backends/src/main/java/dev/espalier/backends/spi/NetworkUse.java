package dev.espalier.backends.spi;

/** What a backend's machines can do with networks. */
public enum NetworkUse {
    /** Be on any number of VLANs. */
    VLANS,
    /** Nothing: {@link MachineSpec#nics} has to be empty. */
    NONE
}
