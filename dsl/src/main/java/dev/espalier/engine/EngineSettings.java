package dev.espalier.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.system.ActorHome;

/**
 * How a cluster is run.
 *
 * @param actors      where its actors live
 * @param runBase     where its run directory is made; its path is short, for there will be sockets below
 * @param consoleLogs where each machine's console goes, in a file named after it
 * @param consoles     what is kept of them
 * @param bootPatience how long a guest may take from start to first answer
 * @param supervision  hears what happens in the tree; returns soon
 */
public record EngineSettings(ActorHome actors, Path runBase, Path consoleLogs, ConsoleRetention consoles,
        Duration bootPatience,
        InstantSource clock,
        MachineListener listener, Consumer<SupervisionEvent> supervision) {}
