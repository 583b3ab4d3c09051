package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A child that does what it is told. */
final class TestingWorker {

    sealed interface Command {}

    /** Ends normally. */
    record Finish() implements Command {}

    record Throw(Throwable thrown) implements Command {}

    private TestingWorker() {}

    static Behavior<Command> create(String id, TestingTree tree) {
        return Behaviors.setup(context -> {
            tree.note("start " + id);
            return Behaviors.receive(Command.class)
                    .onMessage(Finish.class, finish -> Behaviors.stopped())
                    .onMessage(Throw.class, order -> {
                        throw sneaky(order.thrown());
                    })
                    .onSignal(PostStop.class, stop -> {
                        tree.note("clean up " + id);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
