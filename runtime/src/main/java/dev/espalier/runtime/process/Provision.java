package dev.espalier.runtime.process;

import java.io.IOException;

import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Something of the operating system's that is there while this child is: it is made before the siblings after it start, and
 * taken away when they have stopped.
 */
public final class Provision {

    /** What is made, and taken away, by threads that may block. */
    public interface Thing {

        void make() throws IOException, InterruptedException;

        /** Also of what was made in part only. */
        void remove() throws IOException, InterruptedException;

        /** What can be done at once if the child is killed and will not {@link #remove}; must not block. */
        void kill();
    }

    private sealed interface Command {}

    private enum Made implements Command {
        INSTANCE
    }

    private enum Removed implements Command {
        INSTANCE
    }

    private record Failed(Throwable why) implements Command {}

    private enum Stop implements Command {
        INSTANCE
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private final String id;
    private final ActorRef<Command> actor;
    private final Child self;
    private final Thing thing;

    private Provision(String id, ActorRef<Command> actor, Child self, Thing thing) {
        this.id = id;
        this.actor = actor;
        this.self = self;
        this.thing = thing;
    }

    /** A child that has started when {@code thing} is made. */
    public static ChildSpec child(String id, Thing thing) {
        ChildStart start = self -> Behaviors.setup((ActorContext<Command> context) -> {
            self.onKill(id, thing::kill);
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            return new Provision(id, context.getSelf(), self, thing).making();
        });
        return ChildSpec.worker(id, start);
    }

    private void begin(Step step, Command done) {
        self.onThread(id, () -> {
            try {
                step.run();
                actor.tell(done);
            } catch (IOException | RuntimeException | Error e) {
                actor.tell(new Failed(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                actor.tell(new Failed(e));
            }
        });
    }

    private Behavior<Command> making() {
        begin(thing::make, Made.INSTANCE);
        return Behaviors.receiveMessage(command -> switch (command) {
            case Made.INSTANCE -> {
                self.started();
                yield made();
            }
            case Failed(var why) -> removing(ExitReason.crashed(why));
            case Stop.INSTANCE -> unwanted();
            case Removed.INSTANCE -> Behaviors.unhandled();
        });
    }

    private Behavior<Command> unwanted() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Made.INSTANCE -> removing(ExitReason.shutdown());
            case Failed failed -> removing(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
            case Removed.INSTANCE -> Behaviors.unhandled();
        });
    }

    private Behavior<Command> made() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Stop.INSTANCE -> removing(ExitReason.shutdown());
            case Made.INSTANCE -> Behaviors.unhandled();
            case Failed unexpected -> Behaviors.unhandled();
            case Removed.INSTANCE -> Behaviors.unhandled();
        });
    }

    private Behavior<Command> removing(ExitReason reason) {
        begin(thing::remove, Removed.INSTANCE);
        return Behaviors.receiveMessage(command -> switch (command) {
            case Removed.INSTANCE -> self.exit(reason);
            case Failed(var why) -> self.exit(ExitReason.crashed(why));
            case Made.INSTANCE -> Behaviors.unhandled();
            case Stop.INSTANCE -> Behaviors.same();
        });
    }
}
