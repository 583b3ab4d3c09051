package dev.espalier.runtime.network;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.process.BriefProcess;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A cluster's namespaces and the networks in them. Its end is the end of every process and interface inside: so it is
 * the first child of a cluster, and the machines come after it.
 */
public final class NetworkNamespace {

    /** What the namespace tells itself. */
    public sealed interface Command {}

    private record Up(Keeper keeper) implements Command {}

    private record NotUp(Throwable why) implements Command {}

    private record Gone(ExitStatus status) implements Command {}

    private enum Stop implements Command {
        INSTANCE
    }

    private final Child self;

    private NetworkNamespace(Child self) {
        this.self = self;
    }

    /**
     * The start function of a namespace; it has started once all interfaces of the plan exist.
     *
     * @param entrance is given the keeper before anything is started inside
     */
    public static ChildStart with(NetworkPlan plan, Entrance entrance) {
        return self -> Behaviors.setup((ActorContext<Command> context) -> {
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            var actor = context.getSelf();
            self.onThread("network namespace", () -> make(plan, entrance, self, actor));
            return new NetworkNamespace(self).making();
        });
    }

    private static void make(NetworkPlan plan, Entrance entrance, Child self, ActorRef<Command> actor) {
        try {
            var keeper = Keeper.start(Isolation.forMachines());
            self.onKill("network namespace", keeper::end);
            try {
                configure(keeper::entering, plan.commands());
            } catch (IOException | RuntimeException | Error | InterruptedException e) {
                keeper.end();
                throw e;
            }
            entrance.open(keeper);
            actor.tell(new Up(keeper));
            var unused = keeper.ended().thenAccept(status -> actor.tell(new Gone(status)));
        } catch (IOException | RuntimeException | Error e) {
            actor.tell(new NotUp(e));
        } catch (InterruptedException e) {
            actor.tell(new NotUp(new CompletionException(e)));
        }
    }

    /**
     * Makes more networks and ports in namespaces that are there; blocks until they are.
     *
     * @throws NetworkException if they cannot be made
     */
    public static void extend(NetworkPlan more, Entrance entrance) throws IOException, InterruptedException {
        configure(entrance::entering, more.commands());
    }

    private static void configure(UnaryOperator<List<String>> entering, List<String> commands)
            throws IOException, InterruptedException {
        if (commands.isEmpty()) {
            return;
        }
        try {
            var unused = BriefProcess.run(entering.apply(List.of("ip", "-batch", "-")), String.join("\n", commands));
        } catch (IOException e) {
            throw new NetworkException("cannot make the cluster's networks: " + e.getMessage(), e);
        }
    }

    private Behavior<Command> making() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Up(var keeper) -> {
                self.started();
                yield up(keeper);
            }
            case NotUp(var why) -> self.failed(ExitReason.crashed(why));
            case Gone unexpected -> Behaviors.unhandled();
            case Stop.INSTANCE -> unwanted();
        });
    }

    private Behavior<Command> unwanted() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Up(var keeper) -> close(keeper);
            case NotUp(var why) -> self.exit(ExitReason.shutdown());
            case Gone gone -> self.exit(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
        });
    }

    private Behavior<Command> up(Keeper keeper) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Gone(var status) -> self.exit(ExitReason.failed(status));
            case Stop.INSTANCE -> close(keeper);
            case Up unexpected -> Behaviors.unhandled();
            case NotUp unexpected -> Behaviors.unhandled();
        });
    }

    private Behavior<Command> close(Keeper keeper) {
        keeper.end();
        return unwanted();
    }
}
