package dev.espalier.backends.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connections;
import dev.espalier.runtime.io.Peer;
import dev.espalier.runtime.io.Wire;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A guest's shell over NixOS's backdoor: one connection, one command at a time, the others wait their turn. It listens
 * before the machine is started. When the connection ends it waits for the next; whenever the guest may have changed it
 * asks who is there, and goes on only with the guest's answer.
 */
public final class BackdoorShell {
    /** More than any command takes, and less than the longest timer there is. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(100);

    /**
     * How long the host waits for what a console may have lost.
     *
     * @param hello after so long without an answer to its hello it asks again
     * @param end   so much longer than the guest it waits for the end of a command
     */
    record Patience(Duration hello, Duration end) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10));

        Duration with(Duration timeout) {
            return timeout.compareTo(LONGEST_WAIT) < 0 ? timeout.plus(end) : LONGEST_WAIT;
        }
    }

    /** What the shell hears. */
    public sealed interface Message {}

    private record Request(GuestShell.Execute execute) implements Message {}

    private record Cancel(Asker replyTo) implements Message {}

    private record Heard(Peer.Event event) implements Message {}

    private record Overdue(BackdoorProtocol protocol) implements Message {}

    private enum Stop implements Message {
        INSTANCE
    }

    /** The command that the guest works on. */
    private record Running(GuestShell.Execute execute, BackdoorProtocol protocol) {
        void reply(ShellReply reply) {
            execute.replyTo().tell(reply);
        }

        /** Passes on what the command has said, all at once. */
        void answered(BackdoorProtocol.Answer answer) {
            reply(switch (answer) {
                case BackdoorProtocol.Damaged(var how) -> new ShellReply.Damaged(how);
                case BackdoorProtocol.Whole whole -> passedOn(whole);
            });
        }

        private ShellReply passedOn(BackdoorProtocol.Whole whole) {
            try {
                execute.stdout().write(whole.stdout(), 0, whole.stdout().length);
                execute.stderr().write(whole.stderr(), 0, whole.stderr().length);
                return new ShellReply.Finished(whole.exitStatus());
            } catch (IOException e) {
                return new ShellReply.OutputRefused(e);
            }
        }
    }

    /**
     * The connection, and what of a line has come over it so far.
     *
     * @param boot whose shell answered on it last
     */
    private record Line(Wire wire, ReplyLines lines, Optional<String> boot) {
        Line(Wire wire) {
            this(wire, new ReplyLines(ReplyLines.LONGEST_LINE), Optional.empty());
        }

        Line answeredBy(String bootId) {
            return new Line(wire, lines, Optional.of(bootId));
        }

        /** Whether another boot than that of this id has answered on it. */
        boolean isOfAnotherBootThan(String bootId) {
            return boot.filter(last -> !last.equals(bootId)).isPresent();
        }

        void say(String text) {
            wire.send(text.getBytes(StandardCharsets.UTF_8));
        }

        List<String> heard(byte[] bytes) {
            return lines.accept(bytes);
        }
    }

    private final TimerScheduler<Message> timers;
    private final ActorRef<GuestShell> address;
    private final Child self;
    private final Peer guest;
    private final ShellListener listener;
    private final Patience patience;

    private BackdoorShell(ActorContext<Message> context, TimerScheduler<Message> timers, Child self, Peer guest,
            ShellListener listener, Patience patience) {
        this.patience = patience;
        this.timers = timers;
        this.address = context.messageAdapter(GuestShell.class,
                request -> switch (request) {
                    case GuestShell.Execute execute -> new Request(execute);
                    case GuestShell.Cancel cancel -> new Cancel(cancel.replyTo());
                });
        this.self = self;
        this.guest = guest;
        this.listener = listener;
    }

    /** The start function of a shell; it has started once it listens. */
    public static ChildStart over(Connections connections, ShellListener listener) {
        return over(connections, listener, Patience.USUAL);
    }

    static ChildStart over(Connections connections, ShellListener listener, Patience patience) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> Behaviors.withTimers(timers -> {
            var actor = context.getSelf();
            Peer guest;
            try {
                guest = Peer.listen(connections, event -> actor.tell(new Heard(event)));
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            self.onKill("guest shell", guest::close);
            self.onShutdown(actor, Stop.INSTANCE);
            self.started();
            return new BackdoorShell(context, timers, self, guest, listener, patience).disconnected();
        }));
    }

    private Behavior<Message> disconnected() {
        return Closing.after(guest, message -> switch (message) {
            case Heard(Peer.Connected(var wire)) -> hello(new Line(wire), new WaitingCommands());
            case Heard(Peer.Unreachable(var why)) -> self.exit(ExitReason.crashed(why));
            case Request(var execute) -> {
                execute.replyTo().tell(new ShellReply.Interrupted("the guest's shell is not connected"));
                yield Behaviors.same();
            }
            case Cancel unknown -> Behaviors.same();
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Overdue late -> Behaviors.same();
            case Heard(Peer.Received unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Disconnected unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> hello(Line line, WaitingCommands waiting) {
        var protocol = newProtocol();
        ask(line, protocol);
        return greeting(line, waiting, protocol);
    }

    private void ask(Line line, BackdoorProtocol protocol) {
        line.say(protocol.hello());
        timers.startSingleTimer(Overdue.class, new Overdue(protocol), patience.hello());
    }

    private Behavior<Message> greeting(Line line, WaitingCommands waiting, BackdoorProtocol protocol) {
        return Closing.after(guest, message -> switch (message) {
            case Heard(Peer.Received(var bytes)) -> greeted(line, waiting, protocol, line.heard(bytes));
            case Request(var execute) -> {
                waiting.add(execute);
                yield Behaviors.same();
            }
            case Cancel(var replyTo) -> {
                waiting.cancel(replyTo);
                yield Behaviors.same();
            }
            case Overdue(var late) -> {
                if (late.equals(protocol)) {
                    ask(line, protocol);
                }
                yield Behaviors.same();
            }
            case Heard(Peer.Disconnected gone) -> lost(waiting);
            case Stop.INSTANCE -> stop(waiting);
            case Heard(Peer.Connected unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Unreachable unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> greeted(Line line, WaitingCommands waiting, BackdoorProtocol protocol,
            List<String> said) {
        for (var words : said) {
            var bootId = protocol.bootId(words);
            if (bootId.isPresent()) {
                return connected(line, waiting, bootId.get());
            }
            if (words.contains(BackdoorProtocol.GREETING) || protocol.isMentionedIn(words)) {
                ask(line, protocol);
            }
        }
        return Behaviors.same();
    }

    /** What was asked of one boot of the guest is not run by the next. */
    private Behavior<Message> connected(Line line, WaitingCommands waiting, String bootId) {
        timers.cancel(Overdue.class);
        if (line.isOfAnotherBootThan(bootId)) {
            waiting.refuse(new ShellReply.Interrupted("the machine was restarted"));
        }
        listener.connected(address, bootId);
        return next(line.answeredBy(bootId), waiting);
    }

    private Behavior<Message> next(Line line, WaitingCommands waiting) {
        return waiting.take().map(execute -> run(line, waiting, execute)).orElseGet(() -> idle(line));
    }

    private Behavior<Message> idle(Line line) {
        return Closing.after(guest, message -> switch (message) {
            case Request(var execute) -> run(line, new WaitingCommands(), execute);
            case Cancel unknown -> Behaviors.same();
            case Heard(Peer.Received(var bytes)) -> isGreeted(line.heard(bytes))
                    ? restarted(line, new WaitingCommands())
                    : Behaviors.same();
            case Heard(Peer.Disconnected gone) -> lost(new WaitingCommands());
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Overdue late -> Behaviors.same();
            case Heard(Peer.Connected unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Unreachable unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> run(Line line, WaitingCommands waiting, GuestShell.Execute execute) {
        var refusal = refusal(execute);
        if (refusal.isPresent()) {
            execute.replyTo().tell(new ShellReply.Refused(refusal.get()));
            return next(line, waiting);
        }
        var running = new Running(execute, newProtocol());
        line.say(running.protocol().request(execute.command(), line.boot().orElseThrow()));
        timers.startSingleTimer(Overdue.class, new Overdue(running.protocol()),
                patience.with(execute.command().timeout()));
        return running(line, waiting, running);
    }

    private static Optional<String> refusal(GuestShell.Execute execute) {
        if (!execute.input().isEmpty()) {
            return Optional.of("this machine's shell goes by a console, and takes no input");
        }
        var text = execute.command().text();
        return ShellWords.isArgument(text) ? Optional.empty() : Optional.of(ShellWords.tooLong(text));
    }

    private Behavior<Message> running(Line line, WaitingCommands waiting, Running running) {
        return Closing.after(guest, message -> switch (message) {
            case Heard(Peer.Received(var bytes)) -> answered(line, waiting, running, line.heard(bytes));
            case Request(var execute) -> {
                waiting.add(execute);
                yield Behaviors.same();
            }
            case Cancel(var replyTo) -> {
                waiting.cancel(replyTo);
                yield Behaviors.same();
            }
            case Overdue(var late) ->
                late.equals(running.protocol()) ? overdue(line, waiting, running) : Behaviors.same();
            case Heard(Peer.Disconnected gone) -> {
                running.reply(new ShellReply.Interrupted("the connection to the guest's shell ended"));
                yield lost(waiting);
            }
            case Stop.INSTANCE -> {
                running.reply(new ShellReply.Interrupted("the machine is being stopped"));
                yield stop(waiting);
            }
            case Heard(Peer.Connected unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Unreachable unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> answered(Line line, WaitingCommands waiting, Running running,
            List<String> said) {
        for (var words : said) {
            var answer = running.protocol().answer(words);
            if (answer.isPresent()) {
                timers.cancel(Overdue.class);
                running.answered(answer.get());
                return next(line, waiting);
            }
        }
        if (isGreeted(said)) {
            running.reply(new ShellReply.Interrupted("the guest's shell was started anew"));
            return restarted(line, waiting);
        }
        return Behaviors.same();
    }

    private Behavior<Message> overdue(Line line, WaitingCommands waiting, Running running) {
        running.reply(new ShellReply.NoAnswer(patience.with(running.execute().command().timeout())));
        return restarted(line, waiting);
    }

    private Behavior<Message> restarted(Line line, WaitingCommands waiting) {
        listener.disconnected(address);
        return hello(line, waiting);
    }

    private Behavior<Message> lost(WaitingCommands waiting) {
        waiting.refuse(new ShellReply.Interrupted("the connection to the guest's shell ended"));
        listener.disconnected(address);
        return disconnected();
    }

    private Behavior<Message> stop(WaitingCommands waiting) {
        waiting.refuse(new ShellReply.Interrupted("the machine is being stopped"));
        return self.exit(ExitReason.shutdown());
    }

    private static boolean isGreeted(List<String> said) {
        return said.stream().anyMatch(words -> words.contains(BackdoorProtocol.GREETING));
    }

    private static BackdoorProtocol newProtocol() {
        return new BackdoorProtocol(Markers.random());
    }
}
