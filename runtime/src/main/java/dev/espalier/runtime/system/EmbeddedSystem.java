package dev.espalier.runtime.system;

import java.util.concurrent.CompletableFuture;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts actor systems that are good guests in another program: they read none of its configuration, take its logging as
 * it is, and never end its JVM nor hook into its end.
 */
public final class EmbeddedSystem {
    /** Used before the actor system's own loggers are, or SLF4J complains of messages that came too early. */
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSystem.class);

    /**
     * What blocks, blocks on virtual threads: a console more must not cost a platform thread. Each turn of an actor
     * there is a new one, so it takes more than one message. The scheduler's ticks are most of what a system with nothing to
     * do costs; no timer here needs more of them.
     */
    private static final String OURS = """
            pekko {
              daemonic = on
              loggers-start-timeout = 30 s
              loglevel = INFO
              stdout-loglevel = OFF
              log-dead-letters = off
              scheduler.tick-duration = 20 ms
              log-dead-letters-during-shutdown = off
              jvm-exit-on-fatal-error = off
              jvm-shutdown-hooks = off
              coordinated-shutdown {
                exit-jvm = off
                run-by-jvm-shutdown-hook = off
                run-by-actor-system-terminate = off
              }
              actor.default-blocking-io-dispatcher {
                executor = "dev.espalier.runtime.system.VirtualThreads"
                throughput = 20
              }
            }
            """;

    private EmbeddedSystem() {}

    /** A new actor system; it ends when its guardian does. An interrupt is for the caller to see when it is there. */
    public static <T> ActorSystem<T> start(Behavior<T> guardian, String name) {
        LOG.debug("starting the actor system {}", name);
        var loader = EmbeddedSystem.class.getClassLoader();
        Config config = ConfigFactory.parseString(OURS).withFallback(ConfigFactory.defaultReference(loader)).resolve();
        var setup = ActorSystemSetup.create(BootstrapSetup.create(config).withClassloader(loader));
        // Interrupted while it starts, Pekko would print that its loggers do not, and go on without.
        var system = CompletableFuture.supplyAsync(() -> ActorSystem.create(guardian, name, setup),
                work -> Thread.ofPlatform().daemon().name("start of " + name).start(work)).join();
        Carriers.keepDuring(system, system.getWhenTerminated());
        return system;
    }
}
