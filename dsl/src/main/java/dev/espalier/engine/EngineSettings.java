package dev.espalier.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import dev.espalier.runtime.console.ConsoleRetention;

/**
 * How a cluster is run.
 *
 * @param runBase     where its run directory is made; its path is short, for there will be sockets below
 * @param consoleLogs where each machine's console goes, in a file named after it
 * @param consoles     what is kept of them
 * @param bootPatience how long a guest may take from start to first answer
 */
public record EngineSettings(Path runBase, Path consoleLogs, ConsoleRetention consoles, Duration bootPatience,
        InstantSource clock,
        MachineListener listener) {}
