package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.espalier.runtime.supervision.ChildState.Dead;
import dev.espalier.runtime.supervision.ChildState.Live;
import dev.espalier.runtime.supervision.ChildState.NotRunning;
import dev.espalier.runtime.supervision.ChildState.Phase;
import dev.espalier.runtime.supervision.ChildState.Restarting;
import dev.espalier.runtime.supervision.ChildTable.Entry;

/**
 * OTP's supervisor as a state machine: it hears {@link CoreEvent}s and says what to do about them as
 * {@link CoreEffect}s. It knows no actors and no clock; the same events at the same times have the same effects.
 *
 * <p>
 * Where OTP's supervisor blocks until a child has started or stopped, this one waits with a {@link Plan} in hand
 * and lets everything else queue, which comes to the same.
 */
final class SupervisorCore {

    private sealed interface Mode {}

    /** Nothing to do but to hear what comes. */
    private record Idle() implements Mode {}

    /** There is a next step to take. */
    private record Working(Plan plan) implements Mode {}

    /** The last step is not over: the child is starting or stopping. */
    private record Waiting(Plan plan, Entry child) implements Mode {}

    private record Ended() implements Mode {}

    private final String name;
    private final SupervisorSpec spec;
    private final Decisions decisions = new Decisions();
    private final ChildKeeper keeper;
    private final ChildTable children;
    private final RestartWindow window;
    private final Deque<CoreEvent.InTurn> postponed = new ArrayDeque<>();
    private Mode mode = new Idle();

    SupervisorCore(String name, SupervisorSpec spec) {
        this.name = name;
        this.spec = spec;
        this.keeper = new ChildKeeper(name, decisions);
        this.children = keeper.children();
        this.window = new RestartWindow(spec.intensity());
    }

    /**
     * Hears an event and decides.
     *
     * @param now in seconds, from whatever origin; must not run backwards
     */
    List<CoreEffect> handle(CoreEvent event, long now) {
        children.at(now);
        hear(event);
        boolean moving = true;
        while (moving) {
            moving = switch (mode) {
                case Working working -> takeStep(working.plan());
                case Idle idle -> serveNext(now);
                case Waiting waiting -> false;
                case Ended ended -> false;
            };
        }
        return decisions.take();
    }

    /** The children in start order; not a call that waits its turn. */
    List<CoreEvent.ChildSnapshot> snapshot() {
        return children.all().stream().map(Entry::snapshot).toList();
    }

    /** How many more restarts would be granted now. */
    int restartsLeft(long now) {
        return window.left(now);
    }

    private void hear(CoreEvent event) {
        switch (event) {
            case CoreEvent.ChildUp up -> hearUp(up);
            case CoreEvent.ChildIgnored ignored -> hearIgnored(ignored);
            case CoreEvent.DeadlinePassed passed -> hearDeadline(passed);
            case CoreEvent.ChildGone gone -> hearGone(gone);
            case CoreEvent.ShutdownOrdered ordered -> hearShutdown(ordered);
            case CoreEvent.InTurn other -> postponed.add(other);
        }
    }

    private void hearUp(CoreEvent.ChildUp up) {
        if (mode instanceof Waiting waiting && waiting.child().isIn(Phase.STARTING, up.token())) {
            keeper.isUp(waiting.child(), up.token());
            startIsOver(waiting.plan(), new CoreEvent.Started(up.token(), up.info()));
        }
    }

    private void hearIgnored(CoreEvent.ChildIgnored ignored) {
        if (mode instanceof Waiting waiting && waiting.child().isIn(Phase.STARTING, ignored.token())) {
            children.retire(waiting.child());
            startIsOver(waiting.plan(), new CoreEvent.Ignored());
        } else {
            hearGone(new CoreEvent.ChildGone(ignored.token(), ExitReason.normal()));
        }
    }

    private void hearGone(CoreEvent.ChildGone gone) {
        if (mode instanceof Waiting waiting && waiting.child().hasToken(gone.token())) {
            awaitedIsGone(waiting, gone.reason());
        } else {
            children.find(gone.token()).ifPresent(child -> {
                keeper.hasDied(child, gone.token(), gone.reason());
                postponed.add(gone);
            });
        }
    }

    private void hearDeadline(CoreEvent.DeadlinePassed passed) {
        if (mode instanceof Waiting waiting && waiting.child().state() instanceof Live live
                && live.token() == passed.token()) {
            switch (live.phase()) {
                case STARTING -> keeper.kill(waiting.child(), live.token(), Phase.OVERDUE);
                case STOPPING -> keeper.kill(waiting.child(), live.token(), Phase.KILLING);
                case OVERDUE, KILLING -> {
                    decisions.report(new SupervisionEvent.ChildAbandoned(name, waiting.child().id(), live.token()));
                    awaitedIsGone(waiting, ExitReason.killed());
                }
                case RUNNING -> throw new IllegalStateException("waiting for a running child");
            }
        }
    }

    /** Breaks off a start, which may take for ever, but lets a stop come to its end. */
    private void hearShutdown(CoreEvent.ShutdownOrdered ordered) {
        if (!(mode instanceof Waiting waiting)) {
            postponed.addFirst(ordered);
        } else if (!(waiting.plan().purpose() instanceof Plan.End)) {
            if (waiting.child().isStarting()) {
                startIsOver(waiting.plan(), new CoreEvent.Failed(ExitReason.shutdown()));
                end(ExitReason.shutdown());
            } else {
                waiting.plan().starts().clear();
                postponed.addFirst(ordered);
            }
        }
    }

    private void awaitedIsGone(Waiting waiting, ExitReason reason) {
        if (waiting.child().state() instanceof Live live) {
            switch (live.phase()) {
                case STARTING -> startHasFailed(waiting, reason);
                case OVERDUE -> startHasFailed(waiting,
                        new ExitReason.StartTimedOut(waiting.child().spec().startTimeout().orElseThrow()));
                case STOPPING, KILLING -> {
                    keeper.hasStopped(waiting.child(), reason);
                    mode = new Working(waiting.plan());
                }
                case RUNNING -> throw new IllegalStateException("waiting for a running child");
            }
        }
    }

    private void startIsOver(Plan plan, CoreEvent.StartOutcome outcome) {
        switch (plan.purpose()) {
            case Plan.StartCall call -> decisions.answer(call.caller(), outcome);
            case Plan.RestartCall call -> decisions.answer(call.caller(), outcome);
            case Plan.Boot boot -> {
            }
            case Plan.Restart restart -> {
            }
            case Plan.TerminateCall call -> {
            }
            case Plan.End end -> {
            }
        }
        mode = new Working(plan);
    }

    private void startHasFailed(Waiting waiting, ExitReason reason) {
        Entry child = waiting.child();
        keeper.hasNotStarted(child, reason);
        switch (waiting.plan().purpose()) {
            case Plan.Boot boot -> {
                decisions.report(new SupervisionEvent.StartFailed(name, child.id(), reason));
                end(new ExitReason.FailedToStartChild(child.id(), reason));
            }
            case Plan.Restart restart -> {
                decisions.report(new SupervisionEvent.StartFailed(name, child.id(), reason));
                keeper.tryAgainLater(child);
                mode = new Idle();
            }
            case Plan.StartCall call -> {
                children.remove(child);
                startIsOver(waiting.plan(), new CoreEvent.Failed(reason));
            }
            case Plan.RestartCall call -> startIsOver(waiting.plan(), new CoreEvent.Failed(reason));
            case Plan.TerminateCall call -> throw new IllegalStateException("started to be terminated");
            case Plan.End end -> throw new IllegalStateException("started at the end");
        }
    }

    private boolean serveNext(long now) {
        CoreEvent.InTurn next = postponed.poll();
        if (next == null) {
            return false;
        }
        switch (next) {
            case CoreEvent.Boot boot -> boot();
            case CoreEvent.ShutdownOrdered ordered -> end(ExitReason.shutdown());
            case CoreEvent.ChildGone gone -> children.find(gone.token())
                    .ifPresent(child -> hasEnded(child, gone.reason(), now));
            case CoreEvent.TryAgain again -> children.find(again.id())
                    .filter(child -> child.state().equals(new Restarting(again.attempt())))
                    .ifPresent(child -> restart(child, now));
            case CoreEvent.StartChild call -> startChild(call);
            case CoreEvent.RestartChild call -> restartChild(call);
            case CoreEvent.TerminateChild call -> terminateChild(call);
            case CoreEvent.DeleteChild call -> decisions.answer(call.caller(), ChildCalls.delete(children, call.id()));
            case CoreEvent.GetChildSpec call -> decisions.answer(call.caller(), ChildCalls.spec(children, call.id()));
            case CoreEvent.CountChildren call -> decisions.answer(call.caller(), ChildCalls.count(children));
            case CoreEvent.WhichChildren call -> decisions.answer(call.caller(), ChildCalls.list(children));
        }
        return true;
    }

    private void boot() {
        spec.error().ifPresentOrElse(error -> end(new ExitReason.InvalidSpec(error)), () -> {
            spec.children().forEach(children::add);
            mode = new Working(Plan.boot(children.all()));
        });
    }

    /** A running child has ended by itself. */
    private void hasEnded(Entry child, ExitReason reason, long now) {
        boolean restarted = child.spec().isRestartedAfter(reason);
        decisions.report(restarted || !reason.isOrderly()
                ? new SupervisionEvent.ChildTerminated(name, child.id(), reason)
                : new SupervisionEvent.ChildStopped(name, child.id(), reason));
        if (restarted) {
            restart(child, now);
        } else {
            children.retire(child);
            if (child.spec().significant() && endsWithSignificant()) {
                end(ExitReason.shutdown());
            }
        }
    }

    private boolean endsWithSignificant() {
        return switch (spec.autoShutdown()) {
            case NEVER -> false;
            case ANY_SIGNIFICANT -> true;
            case ALL_SIGNIFICANT -> children.all()
                    .stream()
                    .noneMatch(child -> child.spec().significant() && !(child.state() instanceof NotRunning));
        };
    }

    private void restart(Entry child, long now) {
        if (window.grants(now)) {
            children.become(child, new NotRunning());
            mode = new Working(Plan.restart(switch (spec.strategy()) {
                case ONE_FOR_ONE -> List.of(child);
                case REST_FOR_ONE -> children.from(child);
                case ONE_FOR_ALL -> List.copyOf(children.all());
            }));
        } else {
            children.retire(child);
            decisions.report(new SupervisionEvent.IntensityReached(name, child.id(), child.lastReason()));
            end(ExitReason.shutdown());
        }
    }

    private void startChild(CoreEvent.StartChild call) {
        String id = call.spec().id();
        Optional<SpecError> error = call.spec().error(spec.autoShutdown());
        if (error.isPresent()) {
            decisions.answer(call.caller(), new CoreEvent.Invalid(error.get()));
        } else if (children.find(id).isPresent()) {
            decisions.answer(call.caller(), ChildCalls.alreadyThere(children.find(id).get()));
        } else {
            mode = new Working(Plan.start(new Plan.StartCall(call.caller()), children.add(call.spec())));
        }
    }

    private void restartChild(CoreEvent.RestartChild call) {
        children.find(call.id()).ifPresentOrElse(child -> {
            switch (child.state()) {
                case NotRunning none -> mode = new Working(Plan.start(new Plan.RestartCall(call.caller()), child));
                case Restarting restarting -> decisions.answer(call.caller(), new CoreEvent.AlreadyRestarting());
                case Live live -> decisions.answer(call.caller(), new CoreEvent.AlreadyRunning());
                case Dead dead -> decisions.answer(call.caller(), new CoreEvent.AlreadyRunning());
            }
        }, () -> decisions.answer(call.caller(), new CoreEvent.Unknown()));
    }

    private void terminateChild(CoreEvent.TerminateChild call) {
        children.find(call.id())
                .ifPresentOrElse(
                        child -> mode = new Working(Plan.terminate(new Plan.TerminateCall(call.caller()), child)),
                        () -> decisions.answer(call.caller(), new TerminateReply.NotFound()));
    }

    private boolean takeStep(Plan plan) {
        if (!plan.stops().isEmpty()) {
            Entry child = plan.stops().remove();
            if (keeper.stop(child)) {
                mode = new Waiting(plan, child);
            }
        } else if (!plan.starts().isEmpty()) {
            Entry child = plan.starts().remove();
            keeper.start(child);
            mode = new Waiting(plan, child);
        } else {
            conclude(plan.purpose());
        }
        return true;
    }

    private void conclude(Plan.Purpose purpose) {
        mode = new Idle();
        switch (purpose) {
            case Plan.Boot boot -> decisions.add(new CoreEffect.BecomeReady());
            case Plan.TerminateCall call -> decisions.answer(call.caller(), new TerminateReply.Terminated());
            case Plan.End end -> {
                decisions.report(new SupervisionEvent.SupervisorStopped(name, end.reason()));
                decisions.add(new CoreEffect.Exit(end.reason()));
                mode = new Ended();
            }
            case Plan.Restart restart -> {
            }
            case Plan.StartCall call -> {
            }
            case Plan.RestartCall call -> {
            }
        }
    }

    private void end(ExitReason reason) {
        mode = new Working(Plan.end(reason, children.all()));
    }
}
