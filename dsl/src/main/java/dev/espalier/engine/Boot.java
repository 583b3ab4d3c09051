package dev.espalier.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.Power;
import dev.espalier.error.Death;
import dev.espalier.error.EspalierException;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.process.ExitStatus;
import org.apache.pekko.actor.typed.ActorRef;

/** One life of a machine, from its start to its end: what is known of it and who waits for something. */
final class Boot {
    private static final int LINES_OF_OUTPUT = 20;

    /** The way to the guest was lost. */
    private record OutOfSight(Instant since, String why) {}

    private final long life;
    private final Instant began;
    private final Optional<Power> power;
    private final Commands commands;
    private final Reboots reboots;
    private final CapabilityCalls capabilityCalls;
    private final List<CompletableFuture<Void>> awaitingProcess = new ArrayList<>();
    private final List<CompletableFuture<Void>> awaitingGuest = new ArrayList<>();
    private final List<CompletableFuture<Void>> awaitingEnd = new ArrayList<>();
    private final Deque<String> output = new ArrayDeque<>();
    private Optional<Death> lastWords = Optional.empty();
    private Optional<ExitStatus> exit = Optional.empty();
    private Optional<OutOfSight> outOfSight = Optional.empty();
    private Optional<Death> givenUp = Optional.empty();

    /** @param power how it is ended in good order, if that can be done at all */
    Boot(long life, Instant began, Optional<Power> power, Commands commands, Reboots reboots,
            CapabilityCalls capabilityCalls) {
        this.life = life;
        this.began = began;
        this.power = power;
        this.commands = commands;
        this.reboots = reboots;
        this.capabilityCalls = capabilityCalls;
    }

    Optional<Power> power() {
        return power;
    }

    Commands commands() {
        return commands;
    }

    Reboots reboots() {
        return reboots;
    }

    CapabilityCalls capabilityCalls() {
        return capabilityCalls;
    }

    /** Which of the machine's lives this is. */
    long life() {
        return life;
    }

    Duration age(Instant now) {
        return Duration.between(began, now);
    }

    void awaitProcess(CompletableFuture<Void> reply) {
        awaitingProcess.add(reply);
    }

    void awaitGuest(CompletableFuture<Void> reply) {
        if (commands.areServed()) {
            reply.complete(null);
        } else {
            awaitingGuest.add(reply);
        }
    }

    void awaitEnd(CompletableFuture<Void> reply) {
        awaitingEnd.add(reply);
    }

    void processRuns() {
        complete(awaitingProcess);
    }

    /** The guest answers: what waited for that goes on. */
    void connected(ActorRef<GuestShell> shell) {
        outOfSight = Optional.empty();
        commands.connected(shell);
        complete(awaitingGuest);
    }

    /** What it was if another boot of its guest answers that was not seen to go down. */
    Fall unseen(Instant now) {
        return outOfSight.map(lost -> Fall.outOfSight(lost.since())).orElseGet(() -> Fall.unseen(now));
    }

    /** The way to its guest is lost. */
    void outOfSight(String why, Instant now) {
        outOfSight = Optional.of(new OutOfSight(outOfSight.map(OutOfSight::since).orElse(now), why));
    }

    /** Its tree comes down because something in it cannot be kept running. */
    void givenUp(String why) {
        givenUp = Optional.of(new Death.GivenUp(why));
    }

    /** Its guest has come up again, so what was said before that tells nothing of how this life ends. */
    void rebooted() {
        lastWords = Optional.empty();
    }

    /** Takes note of what tells how this life ends. */
    void note(MachineEvent event) {
        switch (event) {
            case MachineEvent.ProcessSaid(var line) -> {
                output.addLast(line);
                if (output.size() > LINES_OF_OUTPUT) {
                    output.removeFirst();
                }
            }
            case MachineEvent.ProcessExited(var status) -> exit = Optional.of(status);
            case MachineEvent.GuestPoweredOff off -> lastWords = Optional.of(new Death.PoweredOff());
            case MachineEvent.GuestPanicked panicked -> lastWords = Optional.of(new Death.Panicked());
            case MachineEvent.GuestReset reset -> resets(RebootReason.GUEST);
            case MachineEvent.HostReset reset -> resets(RebootReason.HOST);
            case MachineEvent.WatchdogFired fired -> resets(RebootReason.WATCHDOG);
            case MachineEvent.ConnectionLost lost -> {
            }
            case MachineEvent.ProcessStarted started -> {
            }
            case MachineEvent.LeftBehind left -> {
            }
            case MachineEvent.PortsMade made -> {
            }
            case MachineEvent.ShellConnected connected -> {
            }
            case MachineEvent.ShellDisconnected disconnected -> {
            }
        }
    }

    /** A reset is the end only of a life that may not go on after it, and may be what another word has announced. */
    private void resets(RebootReason by) {
        if (!reboots.areAllowed() && lastWords.isEmpty()) {
            lastWords = Optional.of(new Death.Reset(by));
        }
    }

    /**
     * How it ended: by its supervisor's word if that gave it up, and had its process killed; by the guest's own word if the
     * process ended in good order; else by the process's end.
     */
    Death death() {
        if (givenUp.isPresent()) {
            return givenUp.get();
        }
        if (exit.isEmpty()) {
            return outOfSight.<Death>map(lost -> new Death.ConnectionLost(lost.why()))
                    .orElseGet(() -> new Death.GivenUp("one of its parts cannot be kept running"));
        }
        var status = exit.get();
        return lastWords.filter(words -> status.success()).orElseGet(() -> new Death.ProcessEnded(status));
    }

    List<String> output() {
        return List.copyOf(output);
    }

    /** Ends all waiting for the guest, each with an exception of its own; waiting for the end goes on. */
    void fail(Supplier<? extends EspalierException> why) {
        fail(awaitingProcess, why);
        fail(awaitingGuest, why);
        reboots.fail(why);
        capabilityCalls.fail(why);
        commands.fail(why);
    }

    void ended() {
        complete(awaitingEnd);
    }

    void endedBadly(Supplier<? extends EspalierException> why) {
        fail(awaitingEnd, why);
    }

    private static void fail(List<CompletableFuture<Void>> replies, Supplier<? extends EspalierException> why) {
        replies.forEach(reply -> reply.completeExceptionally(why.get()));
        replies.clear();
    }

    private static void complete(List<CompletableFuture<Void>> replies) {
        replies.forEach(reply -> reply.complete(null));
        replies.clear();
    }
}
