package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about automatic shutdown, under their names there. */
@Timeout(60)
class OtpSignificanceSuiteTest {

    private static final List<AutoShutdown> HEEDING = List.of(AutoShutdown.ANY_SIGNIFICANT,
            AutoShutdown.ALL_SIGNIFICANT);
    private static final List<ExitReason> DEATHS = List.of(ExitReason.normal(), TestingWorker.BOOM,
            ExitReason.killed());

    @Test
    @DisplayName("nonsignificant_temporary")
    void noEndOfAPlainTemporaryChildCounts() throws Exception {
        for (AutoShutdown autoShutdown : AutoShutdown.values()) {
            try (TestingTree tree = new TestingTree()) {
                tree.start(SupervisorSpec.oneForOne().autoShutdown(autoShutdown));
                ChildSpec plain = tree.worker("a").restart(Restart.TEMPORARY);
                tree.startChild(plain);
                tree.terminateChild("a");
                for (ExitReason death : DEATHS) {
                    tree.startChild(plain);
                    diesAndIsForgotten(tree, "a", death);
                }
                assertThat(tree.startChild(tree.worker("last"))).isInstanceOf(StartReply.Started.class);
            }
        }
    }

    @Test
    @DisplayName("nonsignificant_transient")
    void noEndOfAPlainTransientChildCounts() throws Exception {
        for (AutoShutdown autoShutdown : AutoShutdown.values()) {
            try (TestingTree tree = new TestingTree()) {
                tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(Restart.TRANSIENT))
                        .autoShutdown(autoShutdown));
                tree.logUntil("a is up");
                tree.tell("a", TestingWorker.CRASH);
                tree.logUntil("a is up");
                tree.tell("a", TestingWorker.FINISH);
                tree.logUntil("a stopped: ended normally");
                tree.restartChild("a");
                tree.terminateChild("a");
                assertThat(tree.states()).isEqualTo(Map.of("a", "undefined"));
            }
        }
    }

    @Test
    @DisplayName("significant_temporary")
    void everyEndOfASignificantTemporaryChildCountsUnlessItWasAsked() throws Exception {
        for (AutoShutdown autoShutdown : HEEDING) {
            for (ExitReason death : DEATHS) {
                try (TestingTree tree = new TestingTree()) {
                    tree.start(twoSignificant(tree, autoShutdown, Restart.TEMPORARY));
                    tree.logUntil("b is up");
                    tree.startChild(significant(tree, "asked", Restart.TEMPORARY));
                    assertThat(tree.terminateChild("asked")).isEqualTo(new TerminateReply.Terminated());
                    if (autoShutdown == AutoShutdown.ALL_SIGNIFICANT) {
                        diesAndIsForgotten(tree, "a", death);
                        assertThat(tree.states()).isEqualTo(Map.of("plain", "running", "b", "running"));
                    }
                    tree.tell("b", new TestingWorker.Exit(death));
                    assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
                    assertThat(tree.logSoFar()).endsWith("clean up plain", "plain stopped: shut down",
                            "root over: shut down");
                }
            }
        }
    }

    @Test
    @DisplayName("significant_transient")
    void onlyAnOrderlyEndOfASignificantTransientChildCounts() throws Exception {
        for (AutoShutdown autoShutdown : HEEDING) {
            try (TestingTree tree = new TestingTree()) {
                tree.start(twoSignificant(tree, autoShutdown, Restart.TRANSIENT)
                        .intensity(new RestartIntensity(2, RestartIntensity.DEFAULT.period())));
                tree.logUntil("b is up");
                tree.terminateChild("a");
                tree.restartChild("a");
                for (ExitReason death : List.of(TestingWorker.BOOM, ExitReason.killed())) {
                    tree.logUntil("a is up");
                    tree.tell("a", new TestingWorker.Exit(death));
                }
                tree.logUntil("a is up");
                if (autoShutdown == AutoShutdown.ALL_SIGNIFICANT) {
                    tree.tell("a", TestingWorker.FINISH);
                    tree.logUntil("a stopped: ended normally");
                    assertThat(tree.states())
                            .isEqualTo(Map.of("plain", "running", "a", "undefined", "b", "running"));
                }
                tree.tell("b", TestingWorker.FINISH);
                assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
            }
        }
    }

    /** Elixir's rule: dynamic supervisors do not shut down by themselves. */
    @Test
    @DisplayName("significant_simple")
    void dynamicChildrenCannotBeSignificant() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            assertThat(tree.start(significant(tree.tree(), "a", Restart.TRANSIENT)))
                    .isInstanceOf(DynamicStartReply.Invalid.class);
            assertThat(tree.start(significant(tree.tree(), "a", Restart.TEMPORARY)))
                    .isInstanceOf(DynamicStartReply.Invalid.class);
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
        }
    }

    @Test
    @DisplayName("significant_bystander")
    void endOfASignificantChildWithItsGroupDoesNotCount() throws Exception {
        for (AutoShutdown autoShutdown : HEEDING) {
            for (RestartStrategy strategy : RestartStrategy.values()) {
                try (TestingTree tree = new TestingTree()) {
                    tree.start(SupervisorSpec.of(strategy, tree.worker("a"))
                            .autoShutdown(autoShutdown)
                            .child(significant(tree, "b", Restart.TEMPORARY)));
                    tree.logUntil("b is up");
                    tree.tell("a", TestingWorker.CRASH);
                    tree.logUntil("a is up");
                    assertThat(tree.terminateChild("b")).isEqualTo(strategy == RestartStrategy.ONE_FOR_ONE
                            ? new TerminateReply.Terminated()
                            : new TerminateReply.NotFound());
                    assertThat(tree.states()).isEqualTo(Map.of("a", "running"));
                }
            }
        }
    }

    @Test
    @DisplayName("significant_escalation")
    void automaticShutdownEscalatesThroughSignificantSupervisorsOnly() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            SupervisorSpec heeding = SupervisorSpec.oneForOne().autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
            ChildSpec plain = ChildSpec.supervisor("plain",
                    heeding.child(significant(tree, "a", Restart.TEMPORARY))).restart(Restart.TRANSIENT);
            ChildSpec significant = ChildSpec.supervisor("significant",
                    heeding.child(significant(tree, "b", Restart.TEMPORARY))).restart(Restart.TRANSIENT);
            tree.start(heeding.child(plain).child(significant.significant(true)));
            tree.logUntil("significant is up");

            finish(tree, "plain", "a");
            tree.logUntil("plain stopped: shut down");
            assertThat(tree.states()).isEqualTo(Map.of("plain", "undefined", "significant", "running"));
            finish(tree, "significant", "b");
            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
        }
    }

    private static void diesAndIsForgotten(TestingTree tree, String id, ExitReason death) throws Exception {
        tree.tell(id, new TestingWorker.Exit(death));
        tree.logUntil(id + (death.isOrderly() ? " stopped: " : " terminated: ") + death.describe());
    }

    private static void finish(TestingTree tree, String supervisor, String id) throws Exception {
        List<ChildInfo> below = tree.ask(tree.nestedSupervisor(supervisor), Supervisor.WhichChildren::new);
        ActorRef<TestingWorker.Command> child = TestingTree.running(id, below);
        child.tell(TestingWorker.FINISH);
    }

    private static SupervisorSpec twoSignificant(TestingTree tree, AutoShutdown autoShutdown, Restart restart) {
        return SupervisorSpec.oneForOne(tree.worker("plain"))
                .autoShutdown(autoShutdown)
                .child(significant(tree, "a", restart))
                .child(significant(tree, "b", restart));
    }

    private static ChildSpec significant(TestingTree tree, String id, Restart restart) {
        return tree.worker(id).restart(restart).significant(true);
    }
}
