package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import dev.espalier.runtime.supervision.TokenLedger.Stage;

/** What one {@link SupervisorCore} has done so far; looks at each effect whether a supervisor may have it. */
final class CoreWitness {

    /** What comes about at most once in the life of a supervisor. */
    private enum Milestone {
        READY,
        GAVE_UP,
        TOLD_TO_END
    }

    final TokenLedger ledger = new TokenLedger();
    final StartOrder order;
    final Set<Long> armed = new LinkedHashSet<>();
    final Deque<CoreEvent.TryAgain> attempts = new ArrayDeque<>();
    private final RestartLedger restarts;
    private final Set<Milestone> passed = EnumSet.noneOf(Milestone.class);
    private OptionalLong awaited = OptionalLong.empty();
    private Optional<ExitReason> exit = Optional.empty();
    private long unseenAttempts;

    CoreWitness(SupervisorSpec spec) {
        this.restarts = new RestartLedger(spec.intensity());
        this.order = new StartOrder(spec.children());
    }

    /** Whom the core waits for. */
    OptionalLong awaited() {
        return awaited;
    }

    Optional<ExitReason> exit() {
        return exit;
    }

    /** The core need not wait for this one any more. */
    void settles(long token) {
        if (awaited.equals(OptionalLong.of(token))) {
            awaited = OptionalLong.empty();
        }
    }

    /** An attempt to restart is heard, of which the core will say nothing if it waits for somebody. */
    void isTried(CoreEvent.TryAgain due, boolean stillDue, long now) {
        if (awaited.isPresent()) {
            unseenAttempts++;
        } else if (stillDue) {
            restarts.count(now);
        }
        order.mayStart(due.id());
    }

    void isToldToEnd() {
        passed.add(Milestone.TOLD_TO_END);
    }

    /** Whether the core waits for nobody and has nothing left to do, so that it can be asked what it knows. */
    boolean isAtRest() {
        return exit.isEmpty() && awaited.isEmpty() && !passed.contains(Milestone.TOLD_TO_END);
    }

    void sees(List<CoreEffect> effects, long now) {
        assertThat(exit.isPresent() && !effects.isEmpty()).as("effects after the end: %s", effects).isFalse();
        effects.forEach(effect -> sees(effect, now));
        if (passed.contains(Milestone.GAVE_UP)) {
            assertThat(isAtRest()).as("goes on although it gave up").isFalse();
        } else {
            restarts.mayGoOn(now);
        }
        awaited.ifPresent(token -> assertThat(ledger.isAt(Stage.KILLED, token) && !armed.contains(token))
                .as("waits for ever for one that was killed")
                .isFalse());
    }

    private void sees(CoreEffect effect, long now) {
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
            case CoreEffect.Report report -> sees(report.event(), now);
            case CoreEffect.BecomeReady becomeReady -> {
                assertThat(passed.add(Milestone.READY)).as("is ready for the first time").isTrue();
            }
            case CoreEffect.Exit end -> exit(end.reason());
        }
    }

    /** One child at a time. */
    private void await(long token) {
        assertThat(awaited.orElse(token)).as("who is waited for").isEqualTo(token);
        awaited = OptionalLong.of(token);
    }

    private void sees(SupervisionEvent event, long now) {
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
                passed.add(Milestone.GAVE_UP);
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
        assertThat(passed.contains(Milestone.READY) && reason instanceof ExitReason.FailedToStartChild).isFalse();
        exit = Optional.of(reason);
    }
}
