package dev.espalier.backends.spi;

/**
 * Something that can be done with some machines, and only while they are down. Its objects come from {@link Backend#atRest},
 * are used one after the other, and the machine is not started meanwhile.
 */
public interface CapabilityAtRest extends Capability {}
