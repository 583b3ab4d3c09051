package dev.espalier.backends.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.supervision.ActorThreads;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A guest's shell over virtio-serial ports: as many commands at once as there are lanes, their output passed on while they
 * run; the others wait their turn. The {@link BackdoorShell} on the guest's console starts the lanes' bashes, and takes
 * the commands itself if the guest has no such ports.
 */
public final class PortShell {

    /** What the shell hears. */
    public sealed interface Message {}

    record Request(GuestShell request) implements Message {}

    /** What lanes' threads have heard. */
    record Heard(Lane.Change change) implements Message {}

    /** A lane has ended for good. */
    record Unreachable(IOException why) implements Message {}

    /** No command is to begin until {@link GoOn}. Answered when none is under way any more. */
    record Rest(Duration patience, CompletableFuture<ResidentBashes> reply) implements Message {}

    enum GoOn implements Message {
        INSTANCE
    }

    enum Stop implements Message {
        INSTANCE
    }

    /** What means something else in each state. */
    sealed interface Turn extends Message {}

    record BackdoorUp(ActorRef<GuestShell> backdoor, String bootId) implements Turn {}

    enum BackdoorDown implements Turn {
        INSTANCE
    }

    /** What this shell has asked for; it may come when nobody waits for it any more. */
    sealed interface Tick extends Turn {}

    record StartAnswered(ShellReply reply) implements Tick {}

    /** The time of a command is up, or that between two steps to its end. */
    record Overdue(ShellJob job) implements Tick {}

    /** The backdoor of the same boot was started anew, and these bashes are no more. */
    record FoundDead(String pids) implements Tick {}

    enum Due implements Tick {
        /** Lanes that are still starting will not start any more. */
        STARTS,
        /** It is time to look whether the bashes of busy lanes live. */
        PROBE,
        /** It is time to look whether a command has left something behind. */
        LOOK,
        /** The commands that were under way when they were to end should have ended. */
        REST
    }

    private static final Duration STARTING = Duration.ofSeconds(20);

    private PortShell() {}

    /** Pauses of the shell that is found at {@code address}; it tells which bashes wait on the guest's ports meanwhile. */
    public static ShellRecess<ResidentBashes> recess(Address<Message> address) {
        return new ShellRecess<>((patience, reply) -> address.tell(new Rest(patience, reply)),
                () -> address.tell(GoOn.INSTANCE));
    }

    /**
     * The start function of a shell; it has started once it listens.
     *
     * @param ports   at least two pairs, named in the guest as {@link LaneScript} says
     * @param address where {@link #ofBackdoor} finds it
     */
    public static ChildStart over(List<PortPair> ports, Address<Message> address, ShellListener listener) {
        return over(ports, address, listener, new BashHandover());
    }

    /**
     * As {@link #over(List, Address, ShellListener)}, of a guest that may go on from where it was.
     *
     * @param left the bashes that wait on its ports already
     */
    public static ChildStart over(List<PortPair> ports, Address<Message> address, ShellListener listener,
            BashHandover left) {
        return over(ports, address, listener, left, STARTING);
    }

    /** @param patience how long the start of a bash may take */
    static ChildStart over(List<PortPair> ports, Address<Message> address, ShellListener listener, BashHandover left,
            Duration patience) {
        return ChildStart.on(ActorThreads.VIRTUAL,
                self -> Behaviors.setup((ActorContext<Message> context) -> Behaviors.withTimers(timers -> {
                    var actor = context.getSelf();
                    Lanes lanes;
                    try {
                        lanes = Lanes.listen(ports, news -> actor.tell(switch (news) {
                            case Lane.Change change -> new Heard(change);
                            case Lane.Unreachable(var lane, var why) -> new Unreachable(why);
                        }));
                    } catch (IOException e) {
                        return self.failed(ExitReason.crashed(e));
                    }
                    self.onKill("guest shell", lanes::close);
                    self.onShutdown(actor, Stop.INSTANCE);
                    address.register(actor);
                    self.started();
                    return new PortShellActor(context, timers, self, lanes, listener, left, patience).down();
                })));
    }

    /** For the backdoor of the same guest, which is started after this shell. */
    public static ShellListener ofBackdoor(Address<Message> address) {
        return new ShellListener() {
            @Override
            public void connected(ActorRef<GuestShell> shell, String bootId) {
                address.tell(new BackdoorUp(shell, bootId));
            }

            @Override
            public void disconnected(ActorRef<GuestShell> shell) {
                address.tell(BackdoorDown.INSTANCE);
            }

            @Override
            public void leftBehind(LeftBehind process) {
                throw new IllegalStateException("a backdoor does not look for " + process);
            }
        };
    }
}
