package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A child that does what it is told. */
final class TestingWorker {

    sealed interface Command {}

    /** Ends normally. */
    record Finish() implements Command {}

    /** Ends for a reason. */
    record Exit(ExitReason reason) implements Command {}

    /** Throws. */
    record Throw(Throwable thrown) implements Command {}

    static final ExitReason BOOM = ExitReason.failed("boom");
    static final Command CRASH = new Exit(BOOM);
    static final Command FINISH = new Finish();

    private TestingWorker() {}

    static Behavior<Command> create(String id, Child self, TestingTree tree) {
        return Behaviors.setup(context -> {
            tree.note("start " + id);
            return Behaviors.receive(Command.class)
                    .onMessage(Finish.class, finish -> Behaviors.stopped())
                    .onMessage(Exit.class, order -> self.exit(order.reason()))
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

    /** Does not do what it is told, not even stop. */
    static Behavior<Command> stubborn(Child self) {
        return Behaviors.setup(context -> {
            self.onShutdown(context.getSelf(), new Finish());
            self.started();
            return Behaviors.ignore();
        });
    }

    /** Ends for this reason, whatever it is told. */
    static Behavior<Command> leaving(Child self, ExitReason reason) {
        return Behaviors.setup(context -> {
            self.onShutdown(context.getSelf(), FINISH);
            self.started();
            return Behaviors.receiveMessage(anything -> self.exit(reason));
        });
    }

    /** Throws whatever it is, declared or not. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
