package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Tells when an actor is gone and its parent has been sent word of it: parents are told before anybody else. */
record Obituary(CompletableFuture<Done> gone) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Obituary awaiting(ActorRef<?> actor, ActorSystem<SpawnProtocol.Command> system) {
        CompletableFuture<Done> watching = new CompletableFuture<>();
        Obituary obituary = new Obituary(new CompletableFuture<>());
        var unused = AskPattern.<SpawnProtocol.Command, ActorRef<Done>>ask(system,
                replyTo -> new SpawnProtocol.Spawn<>(watcher(actor, watching, obituary.gone()), "", Props.empty(),
                        replyTo),
                PATIENCE, system.scheduler());
        watching.join();
        return obituary;
    }

    private static Behavior<Done> watcher(ActorRef<?> actor, CompletableFuture<Done> watching,
            CompletableFuture<Done> gone) {
        return Behaviors.setup(context -> {
            context.watchWith(actor, Done.done());
            watching.complete(Done.done());
            return Behaviors.receiveMessage(done -> {
                gone.complete(done);
                return Behaviors.stopped();
            });
        });
    }
}
