package dev.espalier.backends.vsock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.shell.NativeShell;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Knocks at a guest's vsock until a bash answers, tells the guest's shell so, and begins again when the guest is gone. Nothing
 * tells a host that somebody in the guest has begun to listen.
 */
final class VsockDoor {
    /** What the door hears, mostly from itself. */
    sealed interface Message {}

    private enum Knock implements Message {
        INSTANCE
    }

    private record Opened(VsockLauncher launcher) implements Message {}

    private record NotOpened(Exception why) implements Message {}

    private record Lost(VsockLauncher launcher, IOException why) implements Message {}

    /** No connection to the guest is to be there until {@link Open}. Answered when none is. */
    record Shut(CompletableFuture<Void> reply) implements Message {}

    enum Open implements Message {
        INSTANCE
    }

    /** The port that a bash of the guest is behind. */
    static final int PORT = 1234;

    /** As many as a guest on QEMU's ports can run. */
    static final int COMMANDS_AT_ONCE = 9;

    /** A monitor gives up a connection that the guest does not take after two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(50);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final Child self;
    private final VsockHost host;
    private final Address<NativeShell.Message> shell;

    private VsockDoor(ActorContext<Message> context, TimerScheduler<Message> timers, Child self, VsockHost host,
            Address<NativeShell.Message> shell) {
        this.context = context;
        this.timers = timers;
        this.self = self;
        this.host = host;
        this.shell = shell;
    }

    /**
     * The start function of a child that comes after the monitor has been told to start its guest, and after the guest's shell,
     * with which it is restarted.
     *
     * @param socket  where the monitor listens
     * @param address where a {@link VsockRecess} finds the door
     */
    static ChildStart at(Path socket, Address<NativeShell.Message> shell, Address<Message> address) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> Behaviors.withTimers(timers -> {
            address.register(context.getSelf());
            self.started();
            return new VsockDoor(context, timers, self, new VsockHost(socket, PATIENCE), shell).knock();
        }));
    }

    private Behavior<Message> knock() {
        var actor = context.getSelf();
        self.onThread("vsock", () -> open(actor));
        return closed();
    }

    private void open(ActorRef<Message> actor) {
        try {
            var launcher = VsockLauncher.open(host, PORT);
            self.onKill("vsock", launcher::close);
            actor.tell(new Opened(launcher));
        } catch (IOException | RuntimeException e) {
            actor.tell(new NotOpened(e));
        }
    }

    private Behavior<Message> closed() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Opened(var launcher) -> opened(launcher);
            case NotOpened(var why) -> {
                context.getLog().debug("nobody answers on the guest's vsock", why);
                timers.startSingleTimer(Knock.INSTANCE, Knock.INSTANCE, BETWEEN_KNOCKS);
                yield Behaviors.same();
            }
            case Knock.INSTANCE -> knock();
            case Shut(var reply) -> {
                timers.cancel(Knock.INSTANCE);
                reply.complete(null);
                yield shut();
            }
            case Open.INSTANCE -> Behaviors.same();
            case Lost late -> Behaviors.same();
        });
    }

    private Behavior<Message> opened(VsockLauncher launcher) {
        var actor = context.getSelf();
        self.onThread("vsock", () -> {
            try {
                launcher.hear();
            } catch (IOException e) {
                actor.tell(new Lost(launcher, e));
            }
        });
        shell.tell(NativeShell.reached(launcher, COMMANDS_AT_ONCE));
        return Closing.after(launcher, message -> switch (message) {
            case Lost(var its, var why) when its.equals(launcher) -> {
                launcher.close();
                shell.tell(NativeShell.lost(launcher, "the connection to the guest ended: " + why.getMessage()));
                yield knock();
            }
            case Lost late -> Behaviors.same();
            case Shut(var reply) -> {
                shell.tell(NativeShell.lost(launcher, "the guest is left alone for a while"));
                self.onThread("end of a vsock", () -> {
                    launcher.hangUp();
                    reply.complete(null);
                });
                yield shut();
            }
            case Open.INSTANCE -> Behaviors.same();
            case Opened(var late) -> unwanted(late);
            case NotOpened late -> Behaviors.same();
            case Knock.INSTANCE -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> shut() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Open.INSTANCE -> knock();
            case Shut(var reply) -> {
                reply.complete(null);
                yield Behaviors.same();
            }
            case Opened(var late) -> unwanted(late);
            case NotOpened late -> Behaviors.same();
            case Lost late -> Behaviors.same();
            case Knock.INSTANCE -> Behaviors.same();
        });
    }

    private static Behavior<Message> unwanted(VsockLauncher launcher) {
        launcher.close();
        return Behaviors.same();
    }
}
