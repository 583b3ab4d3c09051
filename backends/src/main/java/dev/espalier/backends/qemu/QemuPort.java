package dev.espalier.backends.qemu;

import java.nio.file.Path;

/**
 * A virtio-serial port.
 *
 * @param name   by which the guest finds it
 * @param socket where QEMU finds somebody listening
 */
record QemuPort(String name, Path socket) {}
