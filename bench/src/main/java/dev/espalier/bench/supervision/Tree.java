package dev.espalier.bench.supervision;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.MonotonicTime;
import dev.espalier.runtime.supervision.SupervisionRoot;
import dev.espalier.runtime.supervision.Supervisor;
import dev.espalier.runtime.supervision.SupervisorSpec;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/** A supervision tree, for a thread that may wait. */
final class Tree {

    private final ActorRef<SupervisionRoot.Command> root;
    private final CompletableFuture<ActorRef<Supervisor.Command>> up = new CompletableFuture<>();
    private final CompletableFuture<ExitReason> down = new CompletableFuture<>();

    private Tree(ActorSystem<?> system, SupervisorSpec spec) {
        root = spawn(system, SupervisionRoot.create("bench", spec, new MonotonicTime(), event -> {}, this::hear));
    }

    static Tree start(ActorSystem<?> system, SupervisorSpec spec) {
        return new Tree(system, spec);
    }

    static <T> ActorRef<T> spawn(ActorSystem<?> system, Behavior<T> behavior) {
        return system.systemActorOf(behavior, UUID.randomUUID().toString(), Props.empty());
    }

    private void hear(SupervisionRoot.Notice notice) {
        switch (notice) {
            case SupervisionRoot.Notice.Up news -> up.complete(news.supervisor());
            case SupervisionRoot.Notice.Down news -> down.complete(news.reason());
        }
    }

    ActorRef<Supervisor.Command> supervisor() {
        return up.join();
    }

    /** Stops the tree and returns when nothing of it is left. */
    void stop() {
        root.tell(SupervisionRoot.Stop.INSTANCE);
        if (!down.join().equals(ExitReason.shutdown())) {
            throw new IllegalStateException("the tree " + down.join().describe());
        }
    }
}
