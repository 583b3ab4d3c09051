package dev.espalier.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisionRoot;
import dev.espalier.runtime.supervision.Supervisor;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.supervision.TerminateReply;
import dev.espalier.runtime.system.SupervisionTree;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A supervisor with the children under test, as an application has them: started, restarted and stopped for real. */
public final class Nursery implements AutoCloseable {
    /** For anything that happens at all: the machine may be busy with something else. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RestartIntensity PLENTY = new RestartIntensity(1000, Duration.ofSeconds(10));

    private final BlockingQueue<SupervisionEvent> events = new LinkedBlockingQueue<>();
    private final SupervisionTree tree;

    private Nursery(SupervisorSpec children) {
        tree = SupervisionTree.start("nursery", children, events::add);
    }

    /** Starts {@code children} in this order; none affects another, and all are restarted as often as they like. */
    public static Nursery of(ChildSpec... children) {
        return new Nursery(SupervisorSpec.oneForOne(children).intensity(PLENTY));
    }

    /** Waits until the child is up, once more if it has been before. */
    public void awaitUp(String id) throws InterruptedException {
        while (!(next() instanceof SupervisionEvent.ChildStarted started && started.id().equals(id))) {
            // what happened before is of no interest
        }
    }

    /** Waits for the next end of the child, or for its failure to start, and tells why. */
    public ExitReason awaitEnd(String id) throws InterruptedException {
        while (true) {
            var end = endOf(id, next());
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private static Optional<ExitReason> endOf(String id, SupervisionEvent event) {
        return switch (event) {
            case SupervisionEvent.ChildTerminated end when end.id().equals(id) -> Optional.of(end.reason());
            case SupervisionEvent.ChildStopped end when end.id().equals(id) -> Optional.of(end.reason());
            case SupervisionEvent.StartFailed end when end.id().equals(id) -> Optional.of(end.reason());
            case SupervisionEvent.ShutdownFailed end when end.id().equals(id) -> Optional.of(end.reason());
            default -> Optional.empty();
        };
    }

    private SupervisionEvent next() throws InterruptedException {
        var event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).as("what happens next").isNotNull();
        return event;
    }

    /** Stops one child in the way its spec says, and waits until that is done. */
    public void terminate(String id) throws Exception {
        AskPattern.<Supervisor.Command, TerminateReply>ask(supervisor(),
                reply -> new Supervisor.TerminateChild(id, reply), PATIENCE, system().scheduler())
                .toCompletableFuture()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ActorRef<Supervisor.Command> supervisor() throws Exception {
        return switch (tree.up().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            case SupervisionRoot.Notice.Up(var supervisor) -> supervisor;
            case SupervisionRoot.Notice.Down(var reason) -> throw new AssertionError(reason.describe());
        };
    }

    public ActorSystem<?> system() {
        return tree.system();
    }

    /** Stops all children in reverse order and waits until nothing is left. */
    @Override
    public void close() {
        tree.stop().toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
