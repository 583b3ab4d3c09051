package dev.espalier.engine;

import java.nio.file.Path;
import java.time.Duration;

import dev.espalier.error.ClusterFailed;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.DynamicStartReply;
import dev.espalier.runtime.supervision.DynamicSupervisor;
import dev.espalier.runtime.supervision.DynamicSupervisorSpec;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Unix sockets of this host that lead into guests, each to one command. */
final class GuestSockets {
    private static final Duration START = Duration.ofSeconds(30);

    private final Address<DynamicSupervisor.Command> supervisor;
    private final Scheduler scheduler;

    /** @param supervisor of what {@link #child} is */
    GuestSockets(Address<DynamicSupervisor.Command> supervisor, Scheduler scheduler) {
        this.supervisor = supervisor;
        this.scheduler = scheduler;
    }

    /** All of them, in a cluster's tree. */
    static ChildSpec child(Address<DynamicSupervisor.Command> supervisor) {
        return DynamicSupervisor.child("guest sockets", DynamicSupervisorSpec.DEFAULT, supervisor);
    }

    /** Has whoever connects to {@code socket} begin a command; done when somebody can. */
    void open(String id, Path socket, ConnectedCommand.Beginning beginning) {
        DynamicStartReply reply = Asks.await(AskPattern.ask(supervisor.ref(),
                replyTo -> new DynamicSupervisor.StartChild(VisitedSocket.at(id, socket,
                        visitor -> ConnectedCommand.begin(visitor, beginning)), replyTo),
                START, scheduler));
        if (!(reply instanceof DynamicStartReply.Started)) {
            throw new ClusterFailed("the socket " + socket + " cannot be opened: " + reply);
        }
    }
}
