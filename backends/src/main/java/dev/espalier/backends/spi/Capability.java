package dev.espalier.backends.spi;

/**
 * Something that some machines can do beyond running commands. A machine has an object for what it can do, and none for
 * what it cannot. The objects belong to one life of the machine, may be used by any number of threads, and never block;
 * what cannot be answered because the way to the machine is lost fails with {@link ChannelLost}.
 */
public interface Capability {}
