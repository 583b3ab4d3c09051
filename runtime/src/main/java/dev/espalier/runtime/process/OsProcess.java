package dev.espalier.runtime.process;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A supervised operating-system process: the process's exit is the actor's exit. Output or news that nobody takes is a crash. Asked to
 * stop, it sends SIGTERM; when it is killed, the process and all it started are.
 */
public final class OsProcess {

    /** What the process tells itself. */
    public sealed interface Command {}

    private record Spawned(RunningProcess process) implements Command {}

    private record NotSpawned(Exception why) implements Command {}

    private record Exited(ExitReason reason) implements Command {}

    private enum Stop implements Command {
        INSTANCE
    }

    private final Child self;

    private OsProcess(Child self) {
        this.self = self;
    }

    /**
     * The start function of a child that runs {@code spec}; it has started once the program runs. A success is a normal exit,
     * anything else fails with the {@link ExitStatus}.
     */
    public static ChildStart running(ProcessSpec spec, Stdio stdio, ProcessListener listener) {
        return running(spec, stdio, listener,
                status -> status.success() ? ExitReason.normal() : ExitReason.failed(status));
    }

    /**
     * As {@link #running(ProcessSpec, Stdio, ProcessListener)}.
     *
     * @param meaning what the process's end is to its supervisor
     */
    public static ChildStart running(ProcessSpec spec, Stdio stdio, ProcessListener listener,
            Function<ExitStatus, ExitReason> meaning) {
        return self -> Behaviors.setup((ActorContext<Command> context) -> {
            var kill = new KillSwitch();
            self.onKill("process " + spec.command().getFirst(), kill::kill);
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            var actor = context.getSelf();
            self.onThread("process " + spec.command().getFirst(),
                    () -> run(spec, stdio, listener, meaning, kill, actor));
            return new OsProcess(self).spawning();
        });
    }

    private static void run(ProcessSpec spec, Stdio stdio, ProcessListener listener,
            Function<ExitStatus, ExitReason> meaning, KillSwitch kill, ActorRef<Command> actor) {
        RunningProcess process;
        try {
            process = RunningProcess.start(spec, stdio);
        } catch (IOException | RuntimeException e) {
            actor.tell(new NotSpawned(e));
            return;
        }
        kill.arm(process);
        var news = new News(process);
        news.tell(() -> listener.started(process.pid()));
        actor.tell(new Spawned(process));
        var status = insisting(process, process::awaitExit);
        news.tell(() -> listener.ended(status));
        var unused = insisting(process, () -> {
            process.awaitOutput();
            return status;
        });
        news.tell(() -> listener.exited(status));
        actor.tell(new Exited(process.outputFailure()
                .or(news::failure)
                .map(ExitReason::crashed)
                .orElseGet(() -> meaning.apply(status))));
    }

    /** What is heard of a process. One whose listener does not take it is not left to itself. */
    private static final class News {
        private final RunningProcess process;
        private Optional<RuntimeException> failure = Optional.empty();

        News(RunningProcess process) {
            this.process = process;
        }

        void tell(Runnable telling) {
            try {
                telling.run();
            } catch (RuntimeException e) {
                failure = failure.or(() -> Optional.of(e));
                process.kill();
            }
        }

        /** What the listener threw first. */
        Optional<RuntimeException> failure() {
            return failure;
        }
    }

    private interface Wait {
        ExitStatus await() throws InterruptedException;
    }

    /** Interrupted when the child is over; the process must be then, too. */
    private static ExitStatus insisting(RunningProcess process, Wait wait) {
        while (true) {
            try {
                return wait.await();
            } catch (InterruptedException e) {
                process.kill();
            }
        }
    }

    private Behavior<Command> spawning() {
        return state(command -> switch (command) {
            case Spawned(var process) -> {
                self.started();
                yield running(process);
            }
            case NotSpawned(var why) -> self.failed(ExitReason.crashed(why));
            case Exited(var reason) -> self.failed(reason);
            case Stop.INSTANCE -> stopping();
        });
    }

    private Behavior<Command> running(RunningProcess process) {
        return state(command -> switch (command) {
            case Exited(var reason) -> self.exit(reason);
            case Stop.INSTANCE -> {
                process.terminate();
                yield stopping();
            }
            case Spawned unexpected -> Behaviors.unhandled();
            case NotSpawned unexpected -> Behaviors.unhandled();
        });
    }

    private Behavior<Command> stopping() {
        return state(command -> switch (command) {
            case Spawned(var process) -> {
                process.terminate();
                yield Behaviors.same();
            }
            case Exited exited -> self.exit(ExitReason.shutdown());
            case NotSpawned(var why) -> self.exit(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
        });
    }

    private static Behavior<Command> state(Function<Command, Behavior<Command>> onMessage) {
        return Behaviors.receiveMessage(onMessage::apply);
    }
}
