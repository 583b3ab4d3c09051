package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.TokenLedger.Stage;

/**
 * The world of one {@link SupervisorCore}: lets things happen to its children, and checks after each event that
 * the core did what a supervisor may do and has forgotten nothing.
 */
final class CoreWorld {

    private final SupervisorCore core;
    private final TokenLedger ledger = new TokenLedger();
    private final RestartLedger restarts;
    private final StartOrder order;
    private final Set<Long> armed = new LinkedHashSet<>();
    private final Deque<CoreEvent.TryAgain> attempts = new ArrayDeque<>();
    private final OpenCalls calls = new OpenCalls();
    private OptionalLong awaited = OptionalLong.empty();
    private Optional<ExitReason> exit = Optional.empty();
    private boolean ready;
    private boolean gaveUp;
    private boolean toldToEnd;
    private long unseenAttempts;
    private long now;

    CoreWorld(SupervisorSpec spec) {
        this.core = new SupervisorCore("root", spec);
        this.restarts = new RestartLedger(spec.intensity());
        this.order = new StartOrder(spec.children());
    }

    void boot() {
        hear(new CoreEvent.Boot());
    }

    Optional<ExitReason> exit() {
        return exit;
    }

    void happen(CoreMove move) {
        switch (move) {
            case CoreMove.ComesUp m -> ledger.pick(m.which(), Stage.STARTING, Stage.ASKED).ifPresent(this::comesUp);
            case CoreMove.Ignores m -> ledger.pick(m.which(), Stage.STARTING, Stage.ASKED)
                    .ifPresent(token -> ends(token, new CoreEvent.ChildIgnored(token)));
            case CoreMove.IsOver m -> ledger
                    .pick(m.which(), Stage.STARTING, Stage.OVERDUE, Stage.ASKED, Stage.KILLED, Stage.ABANDONED)
                    .ifPresent(token -> ends(token, new CoreEvent.ChildGone(token, m.reason())));
            case CoreMove.Dies m -> ledger.pick(m.which(), Stage.RUNNING)
                    .ifPresent(token -> ends(token, new CoreEvent.ChildGone(token, m.reason())));
            case CoreMove.IsLate m -> armed.stream()
                    .skip(m.which() % Math.max(1, armed.size()))
                    .findFirst()
                    .ifPresent(this::isLate);
            case CoreMove.Attempt m -> attempt();
            case CoreMove.TimePasses m -> now += m.seconds();
            case CoreMove.StartChild m -> hear(new CoreEvent.StartChild(m.spec(), startCaller(m.spec().id())));
            case CoreMove.TerminateChild m ->
                hear(new CoreEvent.TerminateChild(CoreArbitraries.id(m.which()), calls.caller()));
            case CoreMove.RestartChild m -> {
                order.mayStart(CoreArbitraries.id(m.which()));
                hear(new CoreEvent.RestartChild(CoreArbitraries.id(m.which()), calls.caller()));
            }
            case CoreMove.DeleteChild m -> {
                String id = CoreArbitraries.id(m.which());
                Consumer<DeleteReply> open = calls.caller();
                hear(new CoreEvent.DeleteChild(id, reply -> {
                    open.accept(reply);
                    if (reply instanceof DeleteReply.Deleted) {
                        order.delete(id);
                    }
                }));
            }
            case CoreMove.Look m -> look(m.which());
            case CoreMove.ShutDown m -> shutDown();
            case CoreMove.Nonsense m -> nonsense(m.which());
        }
    }

    private void comesUp(long token) {
        if (ledger.isAt(Stage.STARTING, token)) {
            settles(token);
        }
        ledger.isUp(token);
        hear(new CoreEvent.ChildUp(token, Optional.empty()));
    }

    private void ends(long token, CoreEvent end) {
        settles(token);
        ledger.isGone(token);
        hear(end);
    }

    /** The core need not wait for this one any more. */
    private void settles(long token) {
        if (awaited.equals(OptionalLong.of(token))) {
            awaited = OptionalLong.empty();
        }
    }

    private void isLate(long token) {
        boolean starting = ledger.isAt(Stage.STARTING, token);
        armed.remove(token);
        hear(new CoreEvent.DeadlinePassed(token));
        if (starting && ledger.isAt(Stage.KILLED, token)) {
            ledger.isOverdue(token);
        }
    }

    /** Breaks off a start. Who is late with it has been killed already, so that there is no sign of its stop. */
    private void shutDown() {
        toldToEnd = true;
        awaited.ifPresent(token -> {
            if (ledger.isAt(Stage.STARTING, token) || ledger.isAt(Stage.OVERDUE, token)) {
                settles(token);
            }
        });
        hear(new CoreEvent.ShutdownOrdered());
    }

    private void attempt() {
        if (!attempts.isEmpty()) {
            CoreEvent.TryAgain due = attempts.remove();
            if (awaited.isPresent()) {
                unseenAttempts++;
            } else if (snapshot().stream()
                    .anyMatch(
                            child -> child.state().equals(new ChildState.Restarting(due.attempt())))) {
                restarts.count(now);
            }
            order.mayStart(due.id());
            hear(due);
        }
    }

    private void look(int which) {
        hear(switch (which % 3) {
            case 0 -> new CoreEvent.CountChildren(calls.caller());
            case 1 -> new CoreEvent.WhichChildren(calls.caller());
            default -> new CoreEvent.GetChildSpec(CoreArbitraries.id(which), calls.caller());
        });
    }

    private void nonsense(int which) {
        long token = ledger.pickStale(which);
        CoreEvent event = switch (which % 5) {
            case 0 -> new CoreEvent.ChildUp(token, Optional.empty());
            case 1 -> new CoreEvent.ChildIgnored(token);
            case 2 -> new CoreEvent.ChildGone(token, ExitReason.killed());
            case 3 -> new CoreEvent.DeadlinePassed(token);
            default -> new CoreEvent.TryAgain(CoreArbitraries.id(which), token);
        };
        assertThat(core.handle(event, now)).as("what %s leads to", event).isEmpty();
    }

    private Consumer<CoreEvent.StartAnswer> startCaller(String id) {
        Consumer<CoreEvent.StartAnswer> open = calls.caller();
        return answer -> {
            open.accept(answer);
            if (answer instanceof CoreEvent.Failed && !ledger.isNamed(id)) {
                order.delete(id);
            }
        };
    }

    private void hear(CoreEvent event) {
        List<CoreEffect> effects = core.handle(event, now);
        assertThat(exit.isPresent() && !effects.isEmpty()).as("effects after the end: %s", effects).isFalse();
        effects.forEach(this::perform);
        if (!gaveUp) {
            restarts.mayGoOn(now);
        }
        if (exit.isEmpty() && awaited.isEmpty() && !toldToEnd) {
            checkAtRest();
        }
        awaited.ifPresent(token -> assertThat(ledger.isAt(Stage.KILLED, token) && !armed.contains(token))
                .as("waits for ever for one that was killed")
                .isFalse());
    }

    private void perform(CoreEffect effect) {
        assertThat(exit).as("nothing comes after the end, but %s", effect).isEmpty();
        switch (effect) {
            case CoreEffect.Spawn spawn -> {
                assertThat(ledger.isNamed(spawn.spec().id())).as("there is another %s", spawn.spec().id()).isFalse();
                ledger.spawn(spawn.token(), spawn.spec());
                order.starts(spawn.spec());
                await(spawn.token());
            }
            case CoreEffect.AskToStop ask -> {
                order.stops(ledger.being(ask.token()).spec().id());
                ledger.ask(ask.token());
                await(ask.token());
            }
            case CoreEffect.Kill kill -> {
                if (!awaited.equals(OptionalLong.of(kill.token()))) {
                    order.stops(ledger.being(kill.token()).spec().id());
                }
                ledger.kill(kill.token());
                await(kill.token());
            }
            case CoreEffect.Bury bury -> {
                order.isBuried(ledger.bury(bury.token()));
                armed.remove(bury.token());
            }
            case CoreEffect.Arm arm -> {
                assertThat(ledger.isKnown(arm.token())).isTrue();
                armed.add(arm.token());
            }
            case CoreEffect.Disarm disarm -> {
                assertThat(ledger.isKnown(disarm.token())).isTrue();
                armed.remove(disarm.token());
            }
            case CoreEffect.TryAgainLater later -> {
                ledger.use(later.attempt());
                attempts.add(new CoreEvent.TryAgain(later.id(), later.attempt()));
            }
            case CoreEffect.Answer<?> answer -> {
                answer.deliver();
                order.somethingElse();
            }
            case CoreEffect.Report report -> report(report.event());
            case CoreEffect.BecomeReady becomeReady -> {
                assertThat(ready).isFalse();
                ready = true;
            }
            case CoreEffect.Exit end -> exit(end.reason());
        }
    }

    /** One child at a time. */
    private void await(long token) {
        assertThat(awaited.orElse(token)).as("who is waited for").isEqualTo(token);
        awaited = OptionalLong.of(token);
    }

    private void report(SupervisionEvent event) {
        switch (event) {
            case SupervisionEvent.ChildStarted started -> {
            }
            case SupervisionEvent.ChildStopped stopped -> {
            }
            case SupervisionEvent.ShutdownFailed failed -> {
            }
            case SupervisionEvent.ChildTerminated terminated -> {
                if (order.spec(terminated.id()).isRestartedAfter(terminated.reason())) {
                    restarts.count(now);
                }
                order.somethingElse();
            }
            case SupervisionEvent.StartFailed failed -> order.somethingElse();
            case SupervisionEvent.ChildAbandoned abandoned -> {
                settles(abandoned.incarnation());
                ledger.isAbandoned(abandoned.incarnation());
            }
            case SupervisionEvent.IntensityReached reached -> {
                restarts.mayGiveUp(now, unseenAttempts);
                gaveUp = true;
                order.somethingElse();
            }
            case SupervisionEvent.ThreadAbandoned lost -> throw new AssertionError("a core knows no threads: " + lost);
            case SupervisionEvent.SupervisorStopped over -> {
            }
        }
    }

    private void exit(ExitReason reason) {
        assertThat(awaited).isEmpty();
        assertThat(ledger.unburied()).as("left behind").isEmpty();
        assertThat(reason).isInstanceOfAny(ExitReason.Shutdown.class, ExitReason.FailedToStartChild.class);
        assertThat(ready && reason instanceof ExitReason.FailedToStartChild).isFalse();
        exit = Optional.of(reason);
    }

    /** What holds when the core waits for nobody, so that it has answered all and can be asked what it knows. */
    private void checkAtRest() {
        calls.areAnswered();
        assertThat(gaveUp).as("goes on although it gave up").isFalse();
        List<CoreEvent.ChildSnapshot> children = snapshot();
        assertThat(children).extracting(child -> child.spec().id()).isEqualTo(order.ids());
        Set<Long> live = new HashSet<>();
        for (CoreEvent.ChildSnapshot child : children) {
            switch (child.state()) {
                case ChildState.Live running -> {
                    assertThat(ledger.being(running.token()).stage()).isEqualTo(Stage.RUNNING);
                    live.add(running.token());
                }
                case ChildState.Restarting restarting -> assertThat(attempts)
                        .contains(new CoreEvent.TryAgain(child.spec().id(), restarting.attempt()));
                case ChildState.NotRunning none -> assertThat(child.spec().restart()).isNotEqualTo(Restart.TEMPORARY);
                case ChildState.Dead dead -> throw new AssertionError("not dealt with: " + child);
            }
        }
        assertThat(ledger.unburied().keySet()).as("lost children").isEqualTo(live);
    }

    /** In start order. */
    private List<CoreEvent.ChildSnapshot> snapshot() {
        List<CoreEvent.ChildSnapshot> children = new ArrayList<>();
        core.handle(new CoreEvent.WhichChildren(children::addAll), now)
                .forEach(effect -> ((CoreEffect.Answer<?>) effect).deliver());
        return children.reversed();
    }

    /** Orders the end; whoever may take for ever ends, and nobody else does before he has to. */
    void endAll() {
        happen(new CoreMove.ShutDown());
        while (exit.isEmpty()) {
            OptionalLong last = awaited.isPresent() ? awaited : ledger.pick(0, Stage.OVERDUE);
            assertThat(last).as("waits for nobody, but does not end").isPresent();
            long token = last.getAsLong();
            if (armed.contains(token)) {
                isLate(token);
            } else {
                ends(token, new CoreEvent.ChildGone(token, ExitReason.shutdown()));
            }
        }
    }
}
