package dev.espalier.runtime.system;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/** Where actors live. */
public sealed interface ActorHome {

    /**
     * In an actor system of their own, which reads none of the program's configuration and ends with them.
     *
     * @param name the actor system's: letters, digits and dashes
     */
    record Own(String name) implements ActorHome {}

    /**
     * In one that is there already, on its threads and with its configuration, beside the program's actors: below its system
     * guardian. It goes on when they end; when it ends, they do. As many as are to be tended at once have room on its
     * dispatchers: they never block one.
     */
    record Shared(ActorSystem<?> system) implements ActorHome {}

    /**
     * An actor at home.
     *
     * @param system for what asks it
     * @param left   done when nothing of it, and nothing that was there for it alone, is left
     */
    record Resident<T>(ActorRef<T> actor, ActorSystem<?> system, CompletionStage<?> left) {}

    /**
     * Starts an actor here.
     *
     * @param ended done when it has ended, also if its system did
     */
    default <T> Resident<T> settle(Behavior<T> behavior, CompletionStage<?> ended) {
        return switch (this) {
            case Own(var name) -> {
                var system = EmbeddedSystem.start(behavior, name);
                yield new Resident<>(system, system, system.getWhenTerminated());
            }
            case Shared(var system) -> {
                Carriers.keepDuring(system, ended);
                var name = "espalier-" + UUID.randomUUID();
                yield new Resident<>(system.systemActorOf(behavior, name, Props.empty()), system, ended);
            }
        };
    }
}
