package dev.espalier.backends.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import dev.espalier.backends.shell.CommandLauncher;
import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The connection to a host. Lost, it is the machine's end, or the beginning of attempts to have another for as long as
 * somebody waits. When this stops it only takes leave of the host.
 */
final class SshConnection {

    /** What the connection hears. */
    sealed interface Message {}

    private record Serve(ActorRef<NativeShell.Message> shell) implements Message {}

    private record Opened(SshLink link) implements Message {}

    private record NotOpened(IOException why) implements Message {}

    private record Ended(SshLink link, String why) implements Message {}

    private enum Redial implements Message {
        INSTANCE
    }

    private enum Stop implements Message {
        INSTANCE
    }

    /** The host has had the time to hear that this leaves. */
    private enum LeaveTaken implements Message {
        INSTANCE
    }

    /** Nothing is left of the connection. */
    private enum Gone implements Message {
        INSTANCE
    }

    /** The present link, and what is launched over it. */
    private record Way(SshLink link, CommandLauncher commands) {}

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final TimerScheduler<Message> timers;
    private final ActorRef<Message> actor;
    private final Child self;
    private final SshDialer dialer;
    private final ResetPolicy resets;
    private final MachineSite site;
    private Optional<ActorRef<NativeShell.Message>> shell = Optional.empty();
    private String lastTrouble = "";

    private SshConnection(ActorContext<Message> context, TimerScheduler<Message> timers, Child self, SshDialer dialer,
            ResetPolicy resets, MachineSite site) {
        this.timers = timers;
        this.actor = context.getSelf();
        this.self = self;
        this.dialer = dialer;
        this.resets = resets;
        this.site = site;
    }

    /** The start function of a connection to {@code target}; it has started when it is there. */
    static ChildStart to(SshTarget target, Address<Message> address, ResetPolicy resets, MachineSite site) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> Behaviors.withTimers(timers -> {
            var dialer = new SshDialer(target);
            self.onKill("SSH connection", dialer::close);
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            address.register(context.getSelf());
            return new SshConnection(context, timers, self, dialer, resets, site).connecting();
        }));
    }

    /** That {@code shell} is to be told how commands get to the host, whenever there is a way. */
    static Message serve(ActorRef<NativeShell.Message> shell) {
        return new Serve(shell);
    }

    private void dial() {
        self.onThread("SSH connection", () -> {
            try {
                var link = dialer.dial();
                actor.tell(new Opened(link));
                link.onEnd(why -> actor.tell(new Ended(link, why)));
            } catch (IOException | RuntimeException e) {
                actor.tell(new NotOpened(e instanceof IOException io ? io : new IOException(e)));
            }
        });
    }

    private Behavior<Message> connecting() {
        dial();
        return Closing.after(dialer, message -> switch (message) {
            case Opened(var link) -> {
                self.started();
                yield open(new Way(link, link.commands()));
            }
            case NotOpened(var why) -> self.failed(ExitReason.crashed(why));
            case Serve early -> serves(early);
            case Stop.INSTANCE -> leaveAtOnce();
            case Ended late -> Behaviors.same();
            case Redial.INSTANCE -> Behaviors.same();
            case LeaveTaken.INSTANCE -> Behaviors.same();
            case Gone.INSTANCE -> Behaviors.same();
        });
    }

    private Behavior<Message> open(Way way) {
        shell.ifPresent(user -> reached(user, way));
        return Closing.after(dialer, message -> switch (message) {
            case Serve serve -> {
                reached(serve.shell(), way);
                yield serves(serve);
            }
            case Ended(var link, var why) when link.equals(way.link()) -> lost(way, why);
            case Stop.INSTANCE -> {
                way.link().end();
                timers.startSingleTimer(LeaveTaken.INSTANCE, LEAVE);
                yield leaving();
            }
            case Ended late -> Behaviors.same();
            case Opened late -> Behaviors.same();
            case NotOpened late -> Behaviors.same();
            case Redial.INSTANCE -> Behaviors.same();
            case LeaveTaken.INSTANCE -> Behaviors.same();
            case Gone.INSTANCE -> Behaviors.same();
        });
    }

    /** The shell is told of the end by whoever sees it first, lest it take that for the end of its commands. */
    private static void reached(ActorRef<NativeShell.Message> shell, Way way) {
        shell.tell(NativeShell.reached(way.commands(), way.link().atOnce()));
        way.link().onEnd(why -> shell.tell(NativeShell.lost(way.commands(), "the connection was lost: " + why)));
    }

    private Behavior<Message> serves(Serve serve) {
        shell = Optional.of(serve.shell());
        return Behaviors.same();
    }

    private Behavior<Message> leaveAtOnce() {
        dialer.close();
        return leaving();
    }

    private Behavior<Message> leaving() {
        dialer.onClosed(() -> actor.tell(Gone.INSTANCE));
        return Closing.after(dialer, message -> switch (message) {
            case Ended end -> closing();
            case LeaveTaken.INSTANCE -> closing();
            case Gone.INSTANCE -> self.exit(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
            case Serve late -> Behaviors.same();
            case Opened late -> Behaviors.same();
            case NotOpened late -> Behaviors.same();
            case Redial.INSTANCE -> Behaviors.same();
        });
    }

    private Behavior<Message> closing() {
        dialer.close();
        return Behaviors.same();
    }

    private Behavior<Message> lost(Way way, String why) {
        way.link().discard();
        site.events().accept(new MachineEvent.ConnectionLost(why));
        return switch (resets) {
            case END -> ended(why);
            case REBOOT -> redialing();
        };
    }

    private Behavior<Message> ended(String why) {
        dialer.close();
        return self.exit(ExitReason.failed(why));
    }

    private Behavior<Message> redialing() {
        timers.startSingleTimer(Redial.INSTANCE, BETWEEN_ATTEMPTS);
        return Closing.after(dialer, message -> switch (message) {
            case Redial.INSTANCE -> {
                dial();
                yield Behaviors.same();
            }
            case Opened(var link) -> open(new Way(link, link.commands()));
            case NotOpened(var why) -> notAgain(why);
            case Serve serve -> serves(serve);
            case Stop.INSTANCE -> leaveAtOnce();
            case Ended late -> Behaviors.same();
            case LeaveTaken.INSTANCE -> Behaviors.same();
            case Gone.INSTANCE -> Behaviors.same();
        });
    }

    private Behavior<Message> notAgain(IOException why) {
        var trouble = Attempt.describe(why);
        if (why instanceof SshFailure failure && !failure.mayPass()) {
            site.events().accept(new MachineEvent.ConnectionLost(trouble));
            return ended(trouble);
        }
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            site.events().accept(new MachineEvent.ProcessSaid(trouble));
        }
        timers.startSingleTimer(Redial.INSTANCE, BETWEEN_ATTEMPTS);
        return Behaviors.same();
    }
}
