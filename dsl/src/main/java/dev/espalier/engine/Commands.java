package dev.espalier.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.espalier.backends.shell.Asker;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.engine.MachineMessage.CommandAnswered;
import dev.espalier.engine.MachineMessage.CommandLapsed;
import dev.espalier.engine.MachineMessage.Execute;
import dev.espalier.engine.MachineMessage.LifeAsked;
import dev.espalier.engine.MachineMessage.ShellGone;
import dev.espalier.error.CommandLost;
import dev.espalier.error.EspalierException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The commands of one life of a machine: those that wait for its guest, and those that its guest has. */
final class Commands {
    /** An interrupted command waits so long for the machine's end, which would say more than that of a channel. */
    private static final Duration END_OF_MACHINE = Duration.ofSeconds(1);
    private static final ShellCommand SIGN_OF_LIFE = new ShellCommand(":", Duration.ofSeconds(5));

    /** Who has a command, and whom that is to tell what comes of it. */
    private record Sent(ActorRef<GuestShell> shell, Asker replyTo) {}

    private final String machine;
    private final ActorContext<MachineMessage> actor;
    private final TimerScheduler<MachineMessage> timers;
    private final ConsoleEvidence evidence;
    private final Deque<Execute> unsent = new ArrayDeque<>();
    private final Map<Execute, Sent> sent = new LinkedHashMap<>();
    private final Map<Execute, String> interrupted = new LinkedHashMap<>();
    private Optional<ActorRef<GuestShell>> shell = Optional.empty();

    /** @param actor the machine's, which is told of answers and passes them on to here */
    Commands(String machine, ActorContext<MachineMessage> actor, TimerScheduler<MachineMessage> timers,
            ConsoleEvidence evidence) {
        this.machine = machine;
        this.actor = actor;
        this.timers = timers;
        this.evidence = evidence;
    }

    /** Whether the guest's shell answers now. */
    boolean areServed() {
        return shell.isPresent();
    }

    boolean areServedBy(ActorRef<GuestShell> guest) {
        return shell.filter(guest::equals).isPresent();
    }

    /** The guest answers: it is sent what waits for that. What was interrupted meanwhile is lost. */
    void connected(ActorRef<GuestShell> guest) {
        Map.copyOf(interrupted).forEach(this::lost);
        actor.watchWith(guest, new ShellGone(guest));
        shell = Optional.of(guest);
        while (!unsent.isEmpty()) {
            send(unsent.remove(), guest);
        }
    }

    void disconnected(ActorRef<GuestShell> gone) {
        shell = shell.filter(current -> !current.equals(gone));
    }

    /** What serves the guest is no more: nobody answers for what it was given, or was about to be. */
    void gone(ActorRef<GuestShell> guest) {
        disconnected(guest);
        sent.forEach((command, to) -> {
            if (to.shell().equals(guest) && !timers.isTimerActive(command)) {
                lapseSoon(command, "what speaks to the guest's shell ended");
            }
        });
    }

    /** The guest is down: it is sent nothing until it answers again. */
    void hold() {
        shell = Optional.empty();
    }

    /** Sends a command, as soon as the guest answers. */
    void add(Execute command) {
        shell.ifPresentOrElse(guest -> send(command, guest), () -> unsent.add(command));
    }

    private void send(Execute command, ActorRef<GuestShell> guest) {
        var replyTo = asker(command);
        sent.put(command, new Sent(guest, replyTo));
        guest.tell(new GuestShell.Execute(command.command(), command.input(), command.stdout(), command.stderr(),
                replyTo));
    }

    /** An exit status goes straight to whoever waits for it: the machine's actor has nothing to add. */
    private Asker asker(Execute command) {
        var self = actor.getSelf();
        return reply -> {
            if (reply instanceof ShellReply.Finished(var status)) {
                command.reply().complete(status);
            }
            self.tell(new CommandAnswered(command, reply));
        };
    }

    /** Has a command ended, or never begun. */
    void cancel(Execute command) {
        if (unsent.remove(command)) {
            command.reply().cancel(false);
        }
        Optional.ofNullable(sent.get(command))
                .ifPresent(to -> to.shell().tell(new GuestShell.Cancel(to.replyTo())));
    }

    void answered(Execute command, ShellReply reply) {
        switch (reply) {
            case ShellReply.Finished finished -> sent.remove(command);
            case ShellReply.OutputRefused(var why) ->
                lost(command, "its output could not be passed on: " + why.getMessage());
            case ShellReply.Refused(var why) -> lost(command, "it never began: " + why);
            case ShellReply.InputFailed(var why) -> lost(command, "its input could not be had: " + why.getMessage());
            case ShellReply.NoAnswer(var waited) ->
                lost(command, "the guest said nothing for " + waited.toSeconds() + " s");
            case ShellReply.Damaged(var how) -> lost(command, how);
            case ShellReply.Interrupted(var why) -> lapseSoon(command, why);
        }
    }

    private void lapseSoon(Execute command, String why) {
        timers.startSingleTimer(command, new CommandLapsed(command, why), END_OF_MACHINE);
    }

    /**
     * A command was interrupted some time ago, and nobody has told of the machine's end. Whether its guest lives on is known
     * when that answers.
     */
    void lapsed(Execute command, String why) {
        if (sent.containsKey(command)) {
            shell.ifPresentOrElse(guest -> {
                var self = actor.getSelf();
                guest.tell(new GuestShell.Execute(SIGN_OF_LIFE, ShellInput.none(), OutputSink.nowhere(),
                        OutputSink.nowhere(), reply -> self.tell(new LifeAsked(command, why, reply))));
            }, () -> interrupted.put(command, why));
        }
    }

    /** The guest was asked for a sign of life, for the sake of an interrupted command. */
    void asked(Execute command, String why, ShellReply reply) {
        if (!sent.containsKey(command)) {
            return;
        }
        if (reply instanceof ShellReply.Interrupted) {
            lapseSoon(command, why);
        } else {
            lost(command, why);
        }
    }

    private void lost(Execute command, String why) {
        sent.remove(command);
        interrupted.remove(command);
        command.reply()
                .completeExceptionally(new CommandLost(machine, command.command().text(), why, evidence.tail()));
    }

    /** Ends all of them, each with an exception of its own. */
    void fail(Supplier<? extends EspalierException> why) {
        unsent.forEach(command -> command.reply().completeExceptionally(why.get()));
        unsent.clear();
        failSent(command -> why.get());
    }

    /** Ends those that the guest has, each with an exception of its own. */
    void failSent(Function<ShellCommand, ? extends EspalierException> why) {
        sent.keySet().forEach(command -> command.reply().completeExceptionally(why.apply(command.command())));
        sent.clear();
        interrupted.clear();
    }
}
