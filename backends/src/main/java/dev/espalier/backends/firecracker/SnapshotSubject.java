package dev.espalier.backends.firecracker;

import java.nio.file.Path;
import java.util.Optional;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.vsock.VsockRecess;
import dev.espalier.runtime.network.Entrance;

/**
 * What a snapshot is taken of, beside what Firecracker holds.
 *
 * @param disk the machine's own
 */
record SnapshotSubject(VsockRecess shell, Optional<Path> disk, ResetPolicy resets, Entrance entrance) {}
