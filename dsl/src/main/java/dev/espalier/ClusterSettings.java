package dev.espalier;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.report.Secrets;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.system.ActorHome;
import dev.espalier.terminal.Terminal;

/**
 * How clusters are run on this host.
 *
 * @param consoleLogs  an existing directory; each machine's console goes into a file named after it, and screenshots into
 *                     files named by the test
 * @param images       where guest images come from
 * @param runBase      where sockets and disks are kept while a cluster is open, in a directory of its own
 * @param bootPatience how long a guest may take from its start to its first answer
 * @param events       hears what happens; called by several threads, returns soon
 * @param consoleBytes how much each machine's console log may hold on disk; at least the last half of it is kept
 * @param secrets      what is hidden in events and console logs; {@link Cluster#redact} adds to it
 * @param actors       where the cluster's actors live
 * @param terminal     of somebody who drives the machines by hand, for {@link Machine#interact}
 */
public record ClusterSettings(Path consoleLogs, ImageCache images, Path runBase, Duration bootPatience,
        InstantSource clock, Consumer<TestEvent> events, long consoleBytes, Secrets secrets,
        ActorHome actors, Optional<Terminal> terminal) {

    /** As long as the NixOS test driver waits for a guest's shell. */
    public static final Duration DEFAULT_BOOT_PATIENCE = Duration.ofMinutes(5);

    /**
     * The user's image cache and temporary directory, and nobody who hears the events.
     *
     * @param consoleLogs an existing directory
     */
    public static ClusterSettings defaults(Path consoleLogs) {
        return new ClusterSettings(consoleLogs, ImageCache.ofUser(), Path.of(System.getProperty("java.io.tmpdir")),
                DEFAULT_BOOT_PATIENCE, InstantSource.system(), event -> {}, ConsoleRetention.DEFAULT_BYTES,
                new Secrets(), new ActorHome.Own("espalier"), Optional.empty());
    }

    public ClusterSettings images(ImageCache value) {
        return new ClusterSettings(consoleLogs, value, runBase, bootPatience, clock, events, consoleBytes, secrets,
                actors, terminal);
    }

    public ClusterSettings bootPatience(Duration value) {
        return new ClusterSettings(consoleLogs, images, runBase, value, clock, events, consoleBytes, secrets,
                actors, terminal);
    }

    public ClusterSettings events(Consumer<TestEvent> value) {
        return new ClusterSettings(consoleLogs, images, runBase, bootPatience, clock, value, consoleBytes, secrets,
                actors, terminal);
    }

    /** 64 MiB unless told. */
    public ClusterSettings consoleBytes(long value) {
        return new ClusterSettings(consoleLogs, images, runBase, bootPatience, clock, events, value, secrets,
                actors, terminal);
    }

    /** An actor system of its own unless told. */
    public ClusterSettings actors(ActorHome value) {
        return new ClusterSettings(consoleLogs, images, runBase, bootPatience, clock, events, consoleBytes, secrets,
                value, terminal);
    }

    /** Nobody's unless told. */
    public ClusterSettings terminal(Terminal value) {
        return new ClusterSettings(consoleLogs, images, runBase, bootPatience, clock, events, consoleBytes, secrets,
                actors, Optional.of(value));
    }
}
