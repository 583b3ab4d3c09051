package dev.espalier.runtime.system;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Keeps the JDK from giving up the carriers that virtual threads need. One that reads from a pipe keeps its carrier, and another is
 * made in its place; but that ends when nothing has happened for half a minute, and once as many are left as the host has
 * processors, all of them in such reads, JDK 25 makes none any more: no virtual thread ever runs again. So something happens.
 */
final class Carriers {
    /** Well before the JDK ends a carrier that has nothing to do. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private Carriers() {}

    /** Until the system ends, or what is kept them for has. */
    static void keepDuring(ActorSystem<?> system, CompletionStage<?> life) {
        try {
            var uses = system.scheduler()
                    .scheduleAtFixedRate(INTERVAL, INTERVAL, Carriers::use, system.executionContext());
            var unused = life.whenComplete((end, failure) -> uses.cancel());
        } catch (IllegalStateException e) {
            // it has ended already
        }
    }

    private static void use() {
        var unused = Thread.ofVirtual().name("a use for a carrier").start(() -> {});
    }
}
