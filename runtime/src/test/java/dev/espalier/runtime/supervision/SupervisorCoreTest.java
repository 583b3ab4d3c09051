package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** What needs events at awkward moments, which real actors produce only by luck. */
class SupervisorCoreTest {

    private static final ExitReason BOOM = ExitReason.failed("boom");

    @Test
    void twoDeathsAtOnceCountOnceIfTheGroupCoversBoth() {
        Script script = new Script(SupervisorSpec.oneForAll(worker("a"), worker("b")));
        script.boot();
        script.dies("a", BOOM);
        script.dies("b", BOOM);
        script.isUp("a");
        script.isUp("b");
        assertThat(script.log()).containsExactly("a terminated", "ask b", "b shutdown failed", "spawn a", "a is up",
                "spawn b", "b is up");
    }

    @Test
    void twoDeathsAtOnceCountTwiceIfEachIsOnItsOwn() {
        Script script = new Script(SupervisorSpec.oneForOne(worker("a"), worker("b")));
        script.boot();
        script.dies("a", BOOM);
        script.dies("b", BOOM);
        script.isUp("a");
        script.dies("a", ExitReason.shutdown());
        assertThat(script.log()).containsExactly("a terminated", "spawn a", "a is up", "b terminated",
                "b restarted too often", "ask a", "a stopped", "over", "exit");
    }

    @Test
    void ofTwoDeathsUnderRestForOneTheOrderMatters() {
        SupervisorSpec spec = SupervisorSpec.restForOne(worker("a"), worker("b"))
                .intensity(new RestartIntensity(1, Duration.ofSeconds(5)));
        Script earlierFirst = new Script(spec);
        earlierFirst.boot();
        earlierFirst.dies("a", BOOM);
        earlierFirst.dies("b", BOOM);
        assertThat(earlierFirst.log()).containsExactly("a terminated", "ask b", "b shutdown failed", "spawn a");

        Script laterFirst = new Script(spec);
        laterFirst.boot();
        laterFirst.dies("b", BOOM);
        laterFirst.dies("a", BOOM);
        laterFirst.isUp("b");
        assertThat(laterFirst.log()).containsExactly("b terminated", "spawn b", "b is up", "a terminated",
                "a restarted too often", "ask b");
    }

    @Test
    void anAttemptIsVoidOnceTheChildIsTerminatedAndTheRestOfTheGroupStaysDown() {
        Script script = new Script(SupervisorSpec.restForOne(worker("a"), worker("b")));
        script.boot();
        script.dies("a", BOOM);
        script.dies("b", ExitReason.shutdown());
        script.dies("a", BOOM);
        long attempt = script.lastAttempt;
        script.hear(new CoreEvent.TerminateChild("a", reply -> script.note("answer")));
        script.hear(new CoreEvent.TryAgain("a", attempt));
        assertThat(script.log()).containsExactly("a terminated", "ask b", "b stopped", "spawn a", "a start failed",
                "try again a", "answer");
    }

    @Test
    void whatAnEarlierIncarnationSaysIsIgnored() {
        Script script = new Script(SupervisorSpec.oneForOne(worker("a")));
        script.boot();
        long first = script.token("a");
        script.dies("a", BOOM);
        script.hear(new CoreEvent.ChildUp(first, Optional.empty()));
        script.hear(new CoreEvent.ChildGone(first, BOOM));
        script.hear(new CoreEvent.DeadlinePassed(first));
        assertThat(script.log()).containsExactly("a terminated", "spawn a");
    }

    @Test
    void callsWaitForTheirTurn() {
        Script script = new Script(SupervisorSpec.oneForOne(worker("a"), worker("b")));
        script.boot();
        script.dies("a", BOOM);
        script.hear(new CoreEvent.CountChildren(counts -> script.note("active " + counts.active())));
        script.hear(new CoreEvent.DeleteChild("a", reply -> script.note("delete " + ErlangTerm.of(reply))));
        script.isUp("a");
        assertThat(script.log()).containsExactly("a terminated", "spawn a", "a is up", "active 2",
                "delete {error,running}");
    }

    @Test
    void whoDoesNotEvenDieIsAbandoned() {
        Script script = new Script(SupervisorSpec.oneForOne(worker("a")));
        script.boot();
        long token = script.token("a");
        script.hear(new CoreEvent.ShutdownOrdered());
        script.hear(new CoreEvent.DeadlinePassed(token));
        script.hear(new CoreEvent.DeadlinePassed(token));
        assertThat(script.log()).containsExactly("ask a", "kill a", "a abandoned", "a shutdown failed", "over",
                "exit");
    }

    @Test
    void whoWasKilledBecauseItWasLateIsNotAskedToStopAndAbandonedInTime() {
        Script script = new Script(SupervisorSpec.oneForOne(
                worker("a").startTimeout(Duration.ofSeconds(9)).shutdown(Shutdown.infinity())));
        script.hear(new CoreEvent.Boot());
        long token = script.token("a");
        script.hear(new CoreEvent.DeadlinePassed(token));
        script.hear(new CoreEvent.ShutdownOrdered());
        assertThat(script.armed).containsEntry(token, ChildKeeper.KILL_GRACE);
        script.hear(new CoreEvent.DeadlinePassed(token));
        assertThat(script.log()).containsExactly("spawn a", "kill a", "a abandoned", "a shutdown failed", "over",
                "exit");
    }

    @Test
    void aStartDeadlineIsVoidOnceTheChildIsUp() {
        Script script = new Script(SupervisorSpec.oneForOne(
                worker("a").startTimeout(Duration.ofSeconds(9)).shutdown(Shutdown.infinity())));
        script.boot();
        assertThat(script.armed).isEmpty();
    }

    private static ChildSpec worker(String id) {
        return ChildSpec.worker(id, Child::ignored);
    }

    /** Plays one core's children and writes down what it decides. */
    private static final class Script {

        private final SupervisorCore core;
        private final Map<String, Long> tokens = new HashMap<>();
        private final Map<Long, String> ids = new HashMap<>();
        private final Map<Long, Duration> armed = new HashMap<>();
        private final List<String> log = new ArrayList<>();
        private long lastAttempt;

        Script(SupervisorSpec spec) {
            core = new SupervisorCore("root", spec);
            this.spec = spec;
        }

        private final SupervisorSpec spec;

        void boot() {
            hear(new CoreEvent.Boot());
            for (ChildSpec child : spec.children()) {
                isUp(child.id());
            }
            log.clear();
        }

        void isUp(String id) {
            hear(new CoreEvent.ChildUp(token(id), Optional.empty()));
        }

        void dies(String id, ExitReason reason) {
            hear(new CoreEvent.ChildGone(token(id), reason));
        }

        long token(String id) {
            return tokens.getOrDefault(id, 0L);
        }

        List<String> log() {
            return log;
        }

        void note(String line) {
            log.add(line);
        }

        void hear(CoreEvent event) {
            core.handle(event, 0).forEach(this::perform);
        }

        private void perform(CoreEffect effect) {
            switch (effect) {
                case CoreEffect.Spawn spawn -> {
                    tokens.put(spawn.spec().id(), spawn.token());
                    ids.put(spawn.token(), spawn.spec().id());
                    note("spawn " + spawn.spec().id());
                }
                case CoreEffect.AskToStop ask -> note("ask " + ids.get(ask.token()));
                case CoreEffect.Kill kill -> note("kill " + ids.get(kill.token()));
                case CoreEffect.Bury bury -> armed.remove(bury.token());
                case CoreEffect.Arm arm -> armed.put(arm.token(), arm.patience());
                case CoreEffect.Disarm disarm -> armed.remove(disarm.token());
                case CoreEffect.TryAgainLater later -> {
                    lastAttempt = later.attempt();
                    note("try again " + later.id());
                }
                case CoreEffect.Answer<?> answer -> answer.deliver();
                case CoreEffect.Report report -> report(report.event());
                case CoreEffect.BecomeReady ready -> note("ready");
                case CoreEffect.Exit exit -> note("exit");
            }
        }

        private void report(SupervisionEvent event) {
            switch (event) {
                case SupervisionEvent.ChildStarted e -> note(e.id() + " is up");
                case SupervisionEvent.ChildTerminated e -> note(e.id() + " terminated");
                case SupervisionEvent.ChildStopped e -> note(e.id() + " stopped");
                case SupervisionEvent.StartFailed e -> note(e.id() + " start failed");
                case SupervisionEvent.ShutdownFailed e -> note(e.id() + " shutdown failed");
                case SupervisionEvent.ChildAbandoned e -> note(e.id() + " abandoned");
                case SupervisionEvent.ThreadAbandoned e -> throw new AssertionError(e);
                case SupervisionEvent.IntensityReached e -> note(e.id() + " restarted too often");
                case SupervisionEvent.SupervisorStopped e -> note("over");
            }
        }
    }
}
