package dev.espalier.backends.spi;

/** Where a backend's machines get their system from. */
public enum ImageUse {
    /** From a guest image: {@link MachineSpec#image} is there. */
    BOOTS_AN_IMAGE,
    /** From somewhere else: {@link MachineSpec#image} is empty. */
    NEEDS_NO_IMAGE
}
