package dev.espalier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.espalier.engine.MachineListener;
import dev.espalier.error.MachineDied;
import dev.espalier.error.RebootReason;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.Fact;
import dev.espalier.report.LogLevel;
import dev.espalier.report.SupervisionStep;
import dev.espalier.report.TestEvent;
import dev.espalier.report.WaitOutcome;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.supervision.SupervisionEvent;

/** Says what happens in a cluster, as events with a time. */
final class Announcer implements MachineListener {
    /** What is told of machines' consoles as they speak. */
    enum Consoles {
        QUIET,
        TOLD
    }

    private final InstantSource clock;
    private final Consumer<TestEvent> events;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicReference<Consoles> consoles = new AtomicReference<>(Consoles.QUIET);
    private final CompletableFuture<MachineDied> firstDeath = new CompletableFuture<>();

    Announcer(InstantSource clock, Consumer<TestEvent> events) {
        this.clock = clock;
        this.events = events;
    }

    CompletionStage<MachineDied> firstDeath() {
        return firstDeath;
    }

    void log(LogLevel level, String text) {
        events.accept(new TestEvent.Logged(clock.instant(), Optional.empty(), level, text));
    }

    void log(String machine, LogLevel level, String text) {
        events.accept(new TestEvent.Logged(clock.instant(), Optional.of(machine), level, text));
    }

    /** All of it is on record; what had to be killed, or could not be, somebody should know. */
    void supervised(SupervisionEvent event) {
        switch (event) {
            case SupervisionEvent.ChildStarted(var supervisor, var id, var incarnation) ->
                supervised(supervisor, id, SupervisionStep.UP, "");
            case SupervisionEvent.ChildStopped(var supervisor, var id, var reason) ->
                supervised(supervisor, id, SupervisionStep.ENDED, reason.describe());
            case SupervisionEvent.ChildTerminated(var supervisor, var id, var reason) ->
                supervised(supervisor, id, SupervisionStep.CRASHED, reason.describe());
            case SupervisionEvent.StartFailed(var supervisor, var id, var reason) ->
                supervised(supervisor, id, SupervisionStep.NOT_STARTED, reason.describe());
            case SupervisionEvent.IntensityReached(var supervisor, var id, var reason) ->
                supervised(supervisor, id, SupervisionStep.GIVEN_UP, reason.describe());
            case SupervisionEvent.ShutdownFailed(var supervisor, var id, var reason) -> {
                supervised(supervisor, id, SupervisionStep.KILLED, reason.describe());
                log(LogLevel.WARNING, event.describe());
            }
            case SupervisionEvent.ChildAbandoned(var supervisor, var id, var incarnation) -> {
                supervised(supervisor, id, SupervisionStep.ABANDONED, "does not end");
                log(LogLevel.WARNING, event.describe());
            }
            case SupervisionEvent.ThreadAbandoned(var supervisor, var id, var incarnation, var thread) -> {
                supervised(supervisor, id, SupervisionStep.ABANDONED, "its thread '" + thread + "' does not end");
                log(LogLevel.WARNING, event.describe());
            }
            case SupervisionEvent.SupervisorStopped toldByItsOwnSupervisor -> {
            }
        }
    }

    private void supervised(String supervisor, String child, SupervisionStep step, String why) {
        events.accept(new TestEvent.Supervised(clock.instant(), supervisor, child, step, why));
    }

    void described(String machine, List<Fact> facts) {
        events.accept(new TestEvent.MachineDescribed(clock.instant(), machine, facts));
    }

    /** @param faults all that is wrong with the machine's links from now on */
    void linksChanged(String machine, List<String> faults) {
        events.accept(new TestEvent.LinksChanged(clock.instant(), machine, faults));
    }

    void screenshot(String machine, String file) {
        events.accept(new TestEvent.ScreenshotTaken(clock.instant(), machine, file));
    }

    /** A wait that is going on. */
    private record Wait(long number, Instant since, String machine, String what) {}

    private Wait waitBegins(String machine, String what) {
        var wait = new Wait(numbers.incrementAndGet(), clock.instant(), machine, what);
        events.accept(new TestEvent.WaitStarted(wait.since(), wait.number(), machine, what));
        return wait;
    }

    private void waitEnds(Wait wait, WaitOutcome outcome) {
        var now = clock.instant();
        events.accept(new TestEvent.WaitEnded(now, wait.number(), wait.machine(), wait.what(),
                Duration.between(wait.since(), now), outcome));
    }

    /** Announces {@code wait}, and how it ends. */
    <T> T waiting(String machine, String what, Supplier<T> wait) {
        var begun = waitBegins(machine, what);
        var outcome = WaitOutcome.FAILED;
        try {
            var result = wait.get();
            outcome = WaitOutcome.MET;
            return result;
        } catch (WaitTimedOut e) {
            outcome = WaitOutcome.TIMED_OUT;
            throw e;
        } catch (CancellationException e) {
            outcome = WaitOutcome.CANCELLED;
            throw e;
        } finally {
            waitEnds(begun, outcome);
        }
    }

    /** As {@link #waiting(String, String, Supplier)}, for nothing in particular. */
    void waiting(String machine, String what, Runnable wait) {
        var unused = waiting(machine, what, () -> {
            wait.run();
            return what;
        });
    }

    /** A command that is running. */
    record RunningCommand(long number, Instant since, String machine, String command) {}

    RunningCommand commandBegins(String machine, String command) {
        var running = new RunningCommand(numbers.incrementAndGet(), clock.instant(), machine, command);
        events.accept(new TestEvent.CommandStarted(running.since(), running.number(), machine, command));
        return running;
    }

    /** @param exitStatus none if nobody knows how it ended */
    void commandEnds(RunningCommand running, OptionalInt exitStatus) {
        var now = clock.instant();
        events.accept(new TestEvent.CommandEnded(now, running.number(), running.machine(), running.command(),
                exitStatus, Duration.between(running.since(), now)));
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void starting(String machine) {
        events.accept(new TestEvent.MachineStarting(clock.instant(), machine));
    }

    @Override
    public void ready(String machine, Duration after) {
        events.accept(new TestEvent.MachineReady(clock.instant(), machine, after));
    }

    /** Whether consoles' lines are told from now on. */
    void consoles(Consoles wanted) {
        consoles.set(wanted);
    }

    @Override
    public void said(String machine, ConsoleLine line) {
        switch (consoles.get()) {
            case QUIET -> {
            }
            case TOLD -> events.accept(new TestEvent.ConsoleSaid(line.at(), machine, line.text()));
        }
    }

    @Override
    public void leftBehind(String machine, String process, long pid) {
        log(machine, LogLevel.WARNING, process + " (process " + pid
                + ") goes on after the command that started it, and what it says is lost: redirect its output");
    }

    @Override
    public void rebooting(String machine) {
        events.accept(new TestEvent.MachineRebooting(clock.instant(), machine));
    }

    @Override
    public void rebooted(String machine, RebootReason why, Duration after) {
        events.accept(new TestEvent.MachineRebooted(clock.instant(), machine, why.word(), after));
    }

    @Override
    public void stopped(String machine) {
        events.accept(new TestEvent.MachineStopped(clock.instant(), machine));
    }

    @Override
    public void restarting(String machine, MachineDied how, Duration pause) {
        events.accept(new TestEvent.MachineRestarting(clock.instant(), machine, how.message(), pause));
    }

    @Override
    public void died(String machine, MachineDied how) {
        events.accept(new TestEvent.MachineDied(clock.instant(), machine, how.message()));
        firstDeath.complete(how);
    }
}
