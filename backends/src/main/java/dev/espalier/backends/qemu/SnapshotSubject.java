package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.Optional;

import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.shell.ShellRecess;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.network.Entrance;

/**
 * What a snapshot is taken of, beside what QEMU holds.
 *
 * @param disk   the machine's own
 * @param socket where QEMU may find somebody listening who takes its memory
 */
record SnapshotSubject(ShellRecess<ResidentBashes> shell, Optional<Path> disk, ResetPolicy resets, Path socket,
        Entrance entrance) {}
