package dev.espalier.runtime.network;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import dev.espalier.runtime.process.BriefProcess;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the links of a cluster as bad as they are to be: one change after the other, each of which happens or is taken back.
 * A promise that is open when this ends stays so.
 */
public final class NetworkFaults {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkFaults.class);
    private static final int MOST_WAITING = 10_000;

    /** A user's PATH lacks the places of an administrator's tools. */
    private static final String PATH = "PATH=$PATH:/usr/sbin:/sbin\n";

    /** What it understands. */
    public sealed interface Command {}

    /** Makes the links what {@code change} makes of them. Answered with that when it is so. */
    public record Change(UnaryOperator<LinkFaults> change, CompletableFuture<Changed> reply) implements Command {}

    /** Ports were made anew, as good as new: does to them again what is to be done to them. */
    public record Remade(Set<String> ports) implements Command {}

    /** Finds out by what this host can make links bad, by trying; changes nothing. */
    public record Explore(CompletableFuture<FaultMeans> reply) implements Command {}

    /** A change that has happened. */
    public record Changed(LinkFaults before, LinkFaults after) {}

    /** Work is over, and these are the faults from now on. */
    private record Done(LinkFaults faults) implements Command {}

    private final Child self;
    private final ActorContext<Command> context;
    private final StashBuffer<Command> waiting;
    private final Entrance entrance;

    private NetworkFaults(Child self, ActorContext<Command> context, StashBuffer<Command> waiting, Entrance entrance) {
        this.self = self;
        this.context = context;
        this.waiting = waiting;
        this.entrance = entrance;
    }

    /** The start function of the keeper of faults; it comes after the {@link NetworkNamespace}. */
    public static ChildStart in(Entrance entrance, Address<Command> address) {
        return ChildStart.acknowledged(self -> Behaviors.setup((ActorContext<Command> context) -> {
            address.register(context.getSelf());
            return Behaviors.withStash(MOST_WAITING,
                    waiting -> new NetworkFaults(self, context, waiting, entrance).idle(LinkFaults.NONE));
        }));
    }

    private Behavior<Command> idle(LinkFaults faults) {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Change(var change, var reply) -> work(() -> change(faults, change, reply));
            case Remade(var ports) -> work(() -> remake(faults, ports));
            case Explore(var reply) -> work(() -> {
                answer(reply, () -> FaultMeans.heard(run(FaultMeans.script())));
                return faults;
            });
            case Done unexpected -> Behaviors.unhandled();
        });
    }

    private Behavior<Command> working() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Done(var faults) -> waiting.unstash(idle(faults), 1, message -> message);
            case Change later -> later(later);
            case Remade later -> later(later);
            case Explore later -> later(later);
        });
    }

    private Behavior<Command> later(Command command) {
        waiting.stash(command);
        return Behaviors.same();
    }

    private Behavior<Command> work(Supplier<LinkFaults> work) {
        var actor = context.getSelf();
        self.onThread("network faults", () -> actor.tell(new Done(work.get())));
        return working();
    }

    private LinkFaults change(LinkFaults before, UnaryOperator<LinkFaults> change, CompletableFuture<Changed> reply) {
        answer(reply, () -> {
            var after = change.apply(before);
            try {
                var unused = run(after.script(before));
                return new Changed(before, after);
            } catch (NetworkException e) {
                takeBack(before, after, e);
                throw e;
            }
        });
        return reply.isCompletedExceptionally() ? before : reply.join().after();
    }

    private void takeBack(LinkFaults before, LinkFaults after, NetworkException why)
            throws InterruptedException {
        try {
            var unused = run(before.script(after));
        } catch (NetworkException e) {
            why.addSuppressed(e);
        }
    }

    private LinkFaults remake(LinkFaults faults, Set<String> ports) {
        var reply = new CompletableFuture<String>();
        answer(reply, () -> run(faults.script(ports)));
        var unused = reply.exceptionally(why -> {
            LOG.warn("the ports {} are better than they are to be: {}", ports, why.getMessage());
            return "";
        });
        return faults;
    }

    private static <T> void answer(CompletableFuture<T> reply, Callable<T> work) {
        try {
            reply.complete(work.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply.completeExceptionally(e);
        } catch (Exception | Error e) {
            reply.completeExceptionally(e);
        }
    }

    /** Has a shell inside do as a script says, and returns what it said. */
    private String run(String script) throws InterruptedException {
        if (script.isEmpty()) {
            return "";
        }
        try {
            return BriefProcess.run(entrance.entering(List.of("sh", "-eu")), PATH + script).strip();
        } catch (IOException e) {
            throw new NetworkException("cannot change the cluster's links: " + e.getMessage(), e);
        }
    }
}
