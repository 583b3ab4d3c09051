package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.espalier.runtime.supervision.TokenLedger.Stage;

/**
 * The world of one {@link DynamicCore}: lets things happen to its children, and checks after each event that the
 * core did what a dynamic supervisor may do and has forgotten nothing.
 */
final class DynamicWorld {

    private final DynamicSupervisorSpec spec;
    private final DynamicCore core;
    private final TokenLedger ledger = new TokenLedger();
    private final RestartLedger restarts;
    private final Set<Long> armed = new LinkedHashSet<>();
    private final Deque<Long> attempts = new ArrayDeque<>();
    private final OpenCalls calls = new OpenCalls();
    private boolean ending;
    private Optional<ExitReason> exit = Optional.empty();
    private long now;

    DynamicWorld(DynamicSupervisorSpec spec) {
        this.spec = spec;
        this.core = new DynamicCore("root", spec);
        this.restarts = new RestartLedger(spec.intensity());
    }

    Optional<ExitReason> exit() {
        return exit;
    }

    void happen(CoreMove move) {
        switch (move) {
            case CoreMove.ComesUp m -> ledger.pick(m.which(), Stage.STARTING, Stage.ASKED).ifPresent(token -> {
                ledger.isUp(token);
                perform(core.at(now).hear(new CoreEvent.ChildUp(token, Optional.empty())));
            });
            case CoreMove.Ignores m -> ledger.pick(m.which(), Stage.STARTING, Stage.ASKED).ifPresent(token -> {
                ledger.isGone(token);
                perform(core.at(now).hear(new CoreEvent.ChildIgnored(token)));
            });
            case CoreMove.IsOver m -> ledger
                    .pick(m.which(), Stage.STARTING, Stage.ASKED, Stage.KILLED, Stage.ABANDONED)
                    .ifPresent(token -> ends(token, m.reason()));
            case CoreMove.Dies m -> ledger.pick(m.which(), Stage.RUNNING).ifPresent(token -> ends(token, m.reason()));
            case CoreMove.IsLate m -> armed.stream()
                    .skip(m.which() % Math.max(1, armed.size()))
                    .findFirst()
                    .ifPresent(this::isLate);
            case CoreMove.Attempt m -> attempt();
            case CoreMove.TimePasses m -> now += m.seconds();
            case CoreMove.StartChild m -> perform(core.at(now).startChild(m.spec(), calls.caller()));
            case CoreMove.TerminateChild m -> perform(core.at(now).terminateChild(anyToken(m.which()), calls.caller()));
            case CoreMove.ShutDown m -> shutDown();
            case CoreMove.Nonsense m -> nonsense(m.which());
            case CoreMove.RestartChild m -> {
            }
            case CoreMove.DeleteChild m -> {
            }
            case CoreMove.Look m -> assertThat(core.count().specs()).isEqualTo(ledger.unburied().size());
        }
    }

    /** All are told at once, with one timer for all who have the same time, and one for those who are killed. */
    private void shutDown() {
        Set<Duration> patience = new HashSet<>();
        boolean killed = false;
        for (long token : ledger.unburied().keySet()) {
            if (ledger.isAt(Stage.STARTING, token) || ledger.isAt(Stage.RUNNING, token)) {
                Shutdown shutdown = ledger.being(token).spec().shutdown();
                killed |= shutdown.isImmediate();
                shutdown.deadline().filter(time -> !time.isZero()).ifPresent(patience::add);
            }
        }
        int timers = patience.size() + (killed ? 1 : 0);
        List<CoreEffect> effects = core.at(now).shutDown();
        assertThat(effects).filteredOn(CoreEffect.Arm.class::isInstance).hasSize(ending ? 0 : timers);
        ending = true;
        perform(effects);
    }

    private void ends(long token, ExitReason reason) {
        TokenLedger.Being being = ledger.being(token);
        if (being.stage() == Stage.RUNNING && being.spec().isRestartedAfter(reason)) {
            restarts.count(now);
        }
        ledger.isGone(token);
        perform(core.at(now).hear(new CoreEvent.ChildGone(token, reason)));
    }

    private void isLate(long timer) {
        armed.remove(timer);
        perform(core.at(now).hear(new CoreEvent.DeadlinePassed(timer)));
    }

    private void attempt() {
        if (!attempts.isEmpty()) {
            long due = attempts.remove();
            if (ledger.isKnown(due)) {
                restarts.count(now);
            }
            perform(core.at(now).tryAgain(due));
        }
    }

    private long anyToken(int which) {
        return ledger.unburied()
                .keySet()
                .stream()
                .skip(which % Math.max(1, ledger.unburied().size()))
                .findFirst()
                .orElseGet(() -> ledger.pickStale(which));
    }

    private void nonsense(int which) {
        long token = ledger.pickStale(which);
        List<CoreEffect> effects = switch (which % 5) {
            case 0 -> core.at(now).hear(new CoreEvent.ChildUp(token, Optional.empty()));
            case 1 -> core.at(now).hear(new CoreEvent.ChildIgnored(token));
            case 2 -> core.at(now).hear(new CoreEvent.ChildGone(token, ExitReason.killed()));
            case 3 -> core.at(now).hear(new CoreEvent.DeadlinePassed(token));
            default -> core.at(now).tryAgain(token);
        };
        assertThat(effects).as("what nonsense about %s leads to", token).isEmpty();
    }

    private void perform(List<CoreEffect> effects) {
        effects.forEach(this::perform);
        checkChildren();
        if (ending) {
            assertThat(ledger.pick(0, Stage.STARTING, Stage.RUNNING)).as("not even asked to stop")
                    .isEqualTo(OptionalLong.empty());
            assertThat(exit.isPresent()).as("is over when nobody is left").isEqualTo(ledger.unburied().isEmpty());
        } else {
            restarts.mayGoOn(now);
        }
    }

    private void perform(CoreEffect effect) {
        assertThat(exit.isPresent() && !(effect instanceof CoreEffect.Answer<?>)).as("after the end: %s", effect)
                .isFalse();
        switch (effect) {
            case CoreEffect.Spawn spawn -> {
                assertThat(ending).isFalse();
                ledger.spawn(spawn.token(), spawn.spec());
                spec.maxChildren()
                        .ifPresent(
                                most -> assertThat(ledger.unburied()).as("children").hasSizeLessThanOrEqualTo(most));
            }
            case CoreEffect.AskToStop ask -> ledger.ask(ask.token());
            case CoreEffect.Kill kill -> ledger.kill(kill.token());
            case CoreEffect.Bury bury -> {
                ledger.bury(bury.token());
                armed.remove(bury.token());
            }
            case CoreEffect.Arm arm -> {
                if (!ledger.isKnown(arm.token())) {
                    ledger.use(arm.token());
                }
                armed.add(arm.token());
            }
            case CoreEffect.Disarm disarm -> armed.remove(disarm.token());
            case CoreEffect.TryAgainLater later -> attempts.add(later.attempt());
            case CoreEffect.Answer<?> answer -> answer.deliver();
            case CoreEffect.Report report -> report(report.event());
            case CoreEffect.BecomeReady ready -> throw new AssertionError("has been ready from the start");
            case CoreEffect.Exit end -> {
                assertThat(ledger.unburied()).as("left behind").isEmpty();
                exit = Optional.of(end.reason());
            }
        }
    }

    private void report(SupervisionEvent event) {
        switch (event) {
            case SupervisionEvent.IntensityReached reached -> {
                restarts.mayGiveUp(now, 0);
                ending = true;
            }
            case SupervisionEvent.ChildAbandoned abandoned -> ledger.isAbandoned(abandoned.incarnation());
            case SupervisionEvent.ChildStarted started -> {
            }
            case SupervisionEvent.ChildStopped stopped -> {
            }
            case SupervisionEvent.ChildTerminated terminated -> {
            }
            case SupervisionEvent.StartFailed failed -> {
            }
            case SupervisionEvent.ShutdownFailed failed -> {
            }
            case SupervisionEvent.ThreadAbandoned lost -> throw new AssertionError("a core knows no threads: " + lost);
            case SupervisionEvent.SupervisorStopped over -> {
            }
        }
    }

    private void checkChildren() {
        assertThat(core.snapshot().keySet()).as("lost children").isEqualTo(ledger.unburied().keySet());
        core.snapshot().forEach((token, child) -> {
            switch (child.state()) {
                case ChildState.Live live -> ledger.being(token);
                case ChildState.Restarting restarting -> assertThat(attempts).contains(token);
                case ChildState.NotRunning none -> throw new AssertionError("not forgotten: " + token);
                case ChildState.Dead dead -> throw new AssertionError("not dealt with: " + token);
            }
        });
        if (ledger.pick(0, Stage.STARTING, Stage.ASKED, Stage.KILLED).isEmpty()) {
            calls.areAnswered();
        }
    }

    /** Orders the end; whoever may take for ever ends, and nobody else does before he has to. */
    void endAll() {
        happen(new CoreMove.ShutDown());
        while (exit.isEmpty()) {
            if (armed.isEmpty()) {
                OptionalLong patient = ledger.pick(0, Stage.ASKED);
                assertThat(patient).as("waits for nobody, but does not end").isPresent();
                ends(patient.getAsLong(), ExitReason.shutdown());
            } else {
                isLate(armed.iterator().next());
            }
        }
    }
}
