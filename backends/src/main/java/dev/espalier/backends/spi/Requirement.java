package dev.espalier.backends.spi;

/**
 * Something that this host lacks.
 *
 * @param what   the thing itself, such as {@code qemu-system-x86_64 is not on the PATH}
 * @param remedy what a person does about it, such as {@code apt-get install qemu-system-x86}
 */
public record Requirement(String what, String remedy) {}
