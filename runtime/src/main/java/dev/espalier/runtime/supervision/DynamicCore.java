package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.ChildState.Live;
import dev.espalier.runtime.supervision.ChildState.Phase;
import dev.espalier.runtime.supervision.ChildState.Restarting;

/**
 * What a dynamic supervisor decides, by the rules of Elixir's {@code DynamicSupervisor}. Its children do not
 * depend on each other, so unlike {@link SupervisorCore} it never has to wait: each child goes its own way.
 */
final class DynamicCore {

    private final String name;
    private final DynamicSupervisorSpec spec;
    private final RestartWindow window;

    /** By the token of the incarnation; of the last one, if the child is about to be restarted. */
    private final Map<Long, DynamicChild> children = new LinkedHashMap<>();

    /** Whom a deadline concerns, by the token it is armed with. */
    private final Map<Long, List<Long>> deadlines = new HashMap<>();
    private final Predecessors predecessors = new Predecessors();
    private Optional<ExitReason> ending = Optional.empty();
    private final Decisions decisions = new Decisions();
    private long lastToken;
    private long now;

    DynamicCore(String name, DynamicSupervisorSpec spec) {
        this.name = name;
        this.spec = spec;
        this.window = new RestartWindow(spec.intensity());
    }

    /**
     * Sets the time of what follows.
     *
     * @param now in seconds, from whatever origin; must not run backwards
     */
    DynamicCore at(long now) {
        this.now = now;
        return this;
    }

    List<CoreEffect> startChild(ChildSpec child, Consumer<? super CoreEvent.DynamicStartAnswer> caller) {
        Optional<SpecError> error = child.error(AutoShutdown.NEVER);
        if (error.isPresent()) {
            decisions.answer(caller, new CoreEvent.Invalid(error.get()));
        } else if (ending.isPresent()) {
            decisions.answer(caller, new CoreEvent.Failed(ExitReason.shutdown()));
        } else if (spec.maxChildren().isPresent() && children.size() >= spec.maxChildren().getAsInt()) {
            decisions.answer(caller, new CoreEvent.TooMany());
        } else {
            spawn(new DynamicChild(child, caller));
        }
        return decisions.take();
    }

    /** @param known the token of the child's incarnation, or of the last that was up while it is being restarted */
    List<CoreEffect> terminateChild(long known, Consumer<? super TerminateReply> caller) {
        long token = predecessors.present(known);
        DynamicChild child = children.get(token);
        if (child == null) {
            decisions.answer(caller, new TerminateReply.NotFound());
        } else {
            child.addTerminator(caller);
            stop(List.of(token));
        }
        return decisions.take();
    }

    List<CoreEffect> shutDown() {
        end(ExitReason.shutdown());
        return decisions.take();
    }

    /** The next attempt to restart a child is due, void if it has been terminated since. */
    List<CoreEffect> tryAgain(long token) {
        DynamicChild child = children.get(token);
        if (child != null && child.state() instanceof Restarting) {
            restart(token, child);
        }
        return decisions.take();
    }

    ChildCounts count() {
        int active = 0;
        int supervisors = 0;
        for (DynamicChild child : children.values()) {
            if (child.state() instanceof Live) {
                active++;
            }
            if (child.spec().type() == ChildType.SUPERVISOR) {
                supervisors++;
            }
        }
        return new ChildCounts(children.size(), active, supervisors, children.size() - supervisors);
    }

    /** The children in the order of their last start, by the token of their incarnation, or of the last one. */
    SequencedMap<Long, CoreEvent.ChildSnapshot> snapshot() {
        SequencedMap<Long, CoreEvent.ChildSnapshot> all = new LinkedHashMap<>();
        children.forEach((token, child) -> all.put(token, child.snapshot()));
        return all;
    }

    /** How many more restarts would be granted. */
    int restartsLeft() {
        return window.left(now);
    }

    List<CoreEffect> hear(CoreEvent.OfChild event) {
        switch (event) {
            case CoreEvent.ChildUp up -> hearUp(up);
            case CoreEvent.ChildIgnored ignored -> hearIgnored(ignored.token());
            case CoreEvent.ChildGone gone -> hearGone(gone.token(), gone.reason());
            case CoreEvent.DeadlinePassed passed -> hearDeadline(passed);
        }
        return decisions.take();
    }

    private void hearUp(CoreEvent.ChildUp up) {
        DynamicChild child = children.get(up.token());
        if (child != null && child.isIn(Phase.STARTING)) {
            child.become(new Live(up.token(), Phase.RUNNING), now);
            deadlines.remove(up.token());
            predecessors.settle(up.token());
            decisions.add(new CoreEffect.Disarm(up.token()));
            decisions.report(new SupervisionEvent.ChildStarted(name, child.spec().id(), up.token()));
            child.takeStarter()
                    .ifPresent(caller -> decisions.answer(caller, new CoreEvent.Started(up.token(), up.info())));
        }
    }

    private void hearIgnored(long token) {
        DynamicChild child = children.get(token);
        if (child != null && child.isIn(Phase.STARTING)) {
            forget(token);
            child.takeStarter().ifPresent(caller -> decisions.answer(caller, new CoreEvent.Ignored()));
        } else {
            hearGone(token, ExitReason.normal());
        }
    }

    private void hearGone(long token, ExitReason reason) {
        DynamicChild child = children.get(token);
        if (child != null && child.state() instanceof Live live) {
            switch (live.phase()) {
                case STARTING -> startHasFailed(token, child, reason);
                case OVERDUE -> startHasFailed(token, child,
                        new ExitReason.StartTimedOut(child.spec().startTimeout().orElseThrow()));
                case RUNNING -> hasEnded(token, child, reason);
                case STOPPING, KILLING -> hasStopped(token, child, reason);
            }
        }
    }

    private void hearDeadline(CoreEvent.DeadlinePassed passed) {
        List<Long> late = new ArrayList<>();
        for (long token : Objects.requireNonNullElse(deadlines.remove(passed.token()), List.<Long>of())) {
            DynamicChild child = children.get(token);
            if (child != null && child.state() instanceof Live live) {
                switch (live.phase()) {
                    case STARTING -> {
                        kill(token, child, Phase.OVERDUE);
                        late.add(token);
                    }
                    case STOPPING -> {
                        kill(token, child, Phase.KILLING);
                        late.add(token);
                    }
                    case OVERDUE, KILLING -> {
                        decisions.report(new SupervisionEvent.ChildAbandoned(name, child.spec().id(), token));
                        hearGone(token, ExitReason.killed());
                    }
                    case RUNNING -> {
                    }
                }
            }
        }
        arm(late, ChildKeeper.KILL_GRACE);
    }

    private void startHasFailed(long token, DynamicChild child, ExitReason reason) {
        child.hadEnd(reason);
        child.takeStarter().ifPresentOrElse(caller -> {
            forget(token);
            decisions.answer(caller, new CoreEvent.Failed(reason));
        }, () -> {
            decisions.report(new SupervisionEvent.StartFailed(name, child.spec().id(), reason));
            child.become(new Restarting(token), now);
            decisions.add(new CoreEffect.TryAgainLater(child.spec().id(), token));
        });
    }

    private void hasEnded(long token, DynamicChild child, ExitReason reason) {
        child.hadEnd(reason);
        boolean restarted = child.spec().isRestartedAfter(reason);
        decisions.report(restarted || !reason.isOrderly()
                ? new SupervisionEvent.ChildTerminated(name, child.spec().id(), reason)
                : new SupervisionEvent.ChildStopped(name, child.spec().id(), reason));
        if (restarted) {
            restart(token, child);
        } else {
            forget(token);
        }
    }

    private void restart(long token, DynamicChild child) {
        if (window.grants(now)) {
            bury(token);
            predecessors.follow(token, spawn(child));
        } else {
            forget(token);
            decisions.report(new SupervisionEvent.IntensityReached(name, child.spec().id(), child.lastReason()));
            end(ExitReason.shutdown());
        }
    }

    private void hasStopped(long token, DynamicChild child, ExitReason reason) {
        decisions.report(child.spec().mayStopWith(reason)
                ? new SupervisionEvent.ChildStopped(name, child.spec().id(), reason)
                : new SupervisionEvent.ShutdownFailed(name, child.spec().id(), reason));
        forget(token);
        child.terminators().forEach(caller -> decisions.answer(caller, new TerminateReply.Terminated()));
        exitIfDone();
    }

    private void end(ExitReason reason) {
        if (ending.isEmpty()) {
            ending = Optional.of(reason);
            stop(List.copyOf(children.keySet()));
            exitIfDone();
        }
    }

    private void exitIfDone() {
        if (children.isEmpty() && ending.isPresent()) {
            decisions.report(new SupervisionEvent.SupervisorStopped(name, ending.get()));
            decisions.add(new CoreEffect.Exit(ending.get()));
        }
    }

    /** Stops children side by side, with one timer for all that have the same time to stop. */
    private void stop(List<Long> tokens) {
        List<Long> killed = new ArrayList<>();
        Map<Duration, List<Long>> asked = new LinkedHashMap<>();
        for (long token : tokens) {
            DynamicChild child = child(token);
            switch (child.state()) {
                case Live live when live.phase() == Phase.STOPPING || live.phase() == Phase.KILLING -> {
                }
                case Live live when live.phase() == Phase.OVERDUE -> child.become(new Live(token, Phase.KILLING), now);
                case Live live when child.spec().shutdown().isImmediate() -> {
                    kill(token, child, Phase.KILLING);
                    killed.add(token);
                }
                case Live live -> {
                    child.become(new Live(token, Phase.STOPPING), now);
                    decisions.add(new CoreEffect.AskToStop(token));
                    child.spec()
                            .shutdown()
                            .deadline()
                            .ifPresent(patience -> asked.computeIfAbsent(patience, p -> new ArrayList<>()).add(token));
                }
                case Restarting restarting -> {
                    forget(token);
                    child.terminators().forEach(caller -> decisions.answer(caller, new TerminateReply.Terminated()));
                }
                case ChildState.Dead dead -> throw new IllegalStateException("an end is never put off here");
                case ChildState.NotRunning none -> throw new IllegalStateException("not forgotten: " + token);
            }
            child.takeStarter()
                    .ifPresent(caller -> decisions.answer(caller, new CoreEvent.Failed(ExitReason.shutdown())));
        }
        asked.forEach((patience, group) -> arm(group, patience));
        arm(killed, ChildKeeper.KILL_GRACE);
    }

    private void kill(long token, DynamicChild child, Phase phase) {
        child.become(new Live(token, phase), now);
        decisions.add(new CoreEffect.Kill(token));
    }

    private void arm(List<Long> tokens, Duration patience) {
        if (!tokens.isEmpty()) {
            long timer = nextToken();
            deadlines.put(timer, tokens);
            decisions.add(new CoreEffect.Arm(timer, patience));
        }
    }

    private long spawn(DynamicChild child) {
        long token = nextToken();
        child.become(new Live(token, Phase.STARTING), now);
        children.put(token, child);
        decisions.add(new CoreEffect.Spawn(child.spec(), token));
        child.spec().startTimeout().ifPresent(patience -> {
            deadlines.put(token, List.of(token));
            decisions.add(new CoreEffect.Arm(token, patience));
        });
        return token;
    }

    private void forget(long token) {
        bury(token);
        predecessors.settle(token);
    }

    private void bury(long token) {
        children.remove(token);
        deadlines.remove(token);
        decisions.add(new CoreEffect.Bury(token));
    }

    private DynamicChild child(long token) {
        return Objects.requireNonNull(children.get(token));
    }

    private long nextToken() {
        lastToken++;
        return lastToken;
    }
}
