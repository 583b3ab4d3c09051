package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An invalid spec is told as a value, the same wherever it is found; nothing is started, and nothing thrown. */
class SpecErrorTest {

    private static final Duration NEGATIVE = Duration.ofMillis(-1);
    private static final ChildSpec WORKER = ChildSpec.worker("w", Child::ignored);
    private static final ChildSpec SIGNIFICANT = WORKER.restart(Restart.TRANSIENT).significant(true);

    record Flaw(SupervisorSpec spec, SpecError error) {}

    static final List<Flaw> FLAGS = List.of(
            new Flaw(flags(-1, Duration.ofSeconds(1)), new SpecError.InvalidIntensity(-1)),
            new Flaw(flags(1, Duration.ZERO), new SpecError.InvalidPeriod(Duration.ZERO)),
            new Flaw(flags(1, Duration.ofSeconds(-5)), new SpecError.InvalidPeriod(Duration.ofSeconds(-5))),
            new Flaw(flags(1, Duration.ofMillis(1500)), new SpecError.InvalidPeriod(Duration.ofMillis(1500))),
            new Flaw(flags(-1, Duration.ZERO), new SpecError.InvalidIntensity(-1)),
            new Flaw(flags(-1, Duration.ofSeconds(1)).child(ChildSpec.worker("", Child::ignored)),
                    new SpecError.InvalidIntensity(-1)));

    static final List<Flaw> CHILDREN = List.of(
            flaw(ChildSpec.worker("", Child::ignored), new SpecError.MissingId()),
            flaw(SIGNIFICANT, new SpecError.SignificantWithoutAutoShutdown("w")),
            flaw(WORKER.significant(true), new SpecError.SignificantWithoutAutoShutdown("w")),
            heeded(WORKER.significant(true), new SpecError.SignificantAndPermanent("w")),
            heeded(WORKER.significant(true).shutdown(Shutdown.timeout(NEGATIVE)),
                    new SpecError.SignificantAndPermanent("w")),
            flaw(WORKER.shutdown(Shutdown.timeout(NEGATIVE)), new SpecError.InvalidShutdown("w", NEGATIVE)),
            flaw(WORKER.startTimeout(Duration.ZERO), new SpecError.InvalidStartTimeout("w", Duration.ZERO)));

    private static SupervisorSpec flags(int restarts, Duration period) {
        return SupervisorSpec.oneForOne().intensity(new RestartIntensity(restarts, period));
    }

    private static Flaw flaw(ChildSpec child, SpecError error) {
        return new Flaw(SupervisorSpec.oneForOne(child), error);
    }

    private static Flaw heeded(ChildSpec child, SpecError error) {
        return new Flaw(SupervisorSpec.oneForOne(child).autoShutdown(AutoShutdown.ANY_SIGNIFICANT), error);
    }

    @ParameterizedTest
    @FieldSource("FLAGS")
    @DisplayName("sup_flags")
    void supervisorWithInvalidFlagsDoesNotStart(Flaw flaw) throws Exception {
        doesNotStart(flaw.spec(), flaw.error());
    }

    @ParameterizedTest
    @FieldSource("CHILDREN")
    @DisplayName("sup_start_map_faulty_specs")
    void supervisorWithAnInvalidChildDoesNotStart(Flaw flaw) throws Exception {
        doesNotStart(flaw.spec(), flaw.error());
    }

    @ParameterizedTest
    @FieldSource("CHILDREN")
    @DisplayName("child_specs")
    void invalidChildIsNotAdded(Flaw flaw) throws Exception {
        ChildSpec child = flaw.spec().children().getFirst();
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne().autoShutdown(flaw.spec().autoShutdown()));

            assertThat(tree.startChild(child)).isEqualTo(new StartReply.Invalid(flaw.error()));
            assertThat(tree.<ChildCounts>ask(Supervisor.CountChildren::new).specs()).isZero();
        }
    }

    @Test
    void ofTwoChildrenWithOneIdNoneStarts() throws Exception {
        doesNotStart(SupervisorSpec.oneForOne(WORKER, ChildSpec.worker("v", Child::ignored), WORKER),
                new SpecError.DuplicateChildName("w"));
    }

    @Test
    void theFirstInvalidChildIsTold() {
        ChildSpec late = ChildSpec.worker("late", Child::ignored).shutdown(Shutdown.timeout(NEGATIVE));

        assertThat(SupervisorSpec.oneForOne(WORKER, late, WORKER).error())
                .contains(new SpecError.InvalidShutdown("late", NEGATIVE));
        assertThat(SupervisorSpec.oneForOne(WORKER, WORKER, late).error())
                .contains(new SpecError.DuplicateChildName("w"));
    }

    @Test
    void theParentSeesAFailedStart() throws Exception {
        SpecError error = new SpecError.InvalidIntensity(-1);
        doesNotStart(SupervisorSpec.oneForOne(ChildSpec.supervisor("inner", flags(-1, Duration.ofSeconds(1)))),
                new ExitReason.FailedToStartChild("inner", new ExitReason.InvalidSpec(error)));
    }

    @Test
    void dynamicSupervisorWithInvalidFlagsDoesNotStart() throws Exception {
        doesNotStart(dynamic(DynamicSupervisorSpec.DEFAULT.maxChildren(-1)), new ExitReason.FailedToStartChild(
                "dynamic", new ExitReason.InvalidSpec(new SpecError.InvalidMaxChildren(-1))));
        doesNotStart(dynamic(DynamicSupervisorSpec.DEFAULT.intensity(new RestartIntensity(-2, Duration.ofSeconds(1)))),
                new ExitReason.FailedToStartChild("dynamic",
                        new ExitReason.InvalidSpec(new SpecError.InvalidIntensity(-2))));
    }

    private static SupervisorSpec dynamic(DynamicSupervisorSpec spec) {
        return SupervisorSpec.oneForOne(DynamicSupervisor.child("dynamic", spec));
    }

    @Test
    @DisplayName("child_specs_map")
    void everyCombinationOfLegalValuesIsAccepted() {
        assertThat(Stream.of(Restart.values())
                .flatMap(restart -> Stream.of(true, false).map(WORKER.restart(restart)::significant))
                .flatMap(spec -> Stream
                        .of(Shutdown.brutalKill(), Shutdown.infinity(), Shutdown.timeout(Duration.ZERO),
                                Shutdown.timeout(Duration.ofDays(1)))
                        .map(spec::shutdown))
                .flatMap(spec -> Stream.of(AutoShutdown.values()).map(SupervisorSpec.oneForOne(spec)::autoShutdown)))
                .allSatisfy(spec -> assertThat(spec.error()).isEqualTo(significance(spec)));
    }

    private static Optional<SpecError> significance(SupervisorSpec spec) {
        ChildSpec child = spec.children().getFirst();
        if (!child.significant()) {
            return Optional.empty();
        }
        if (spec.autoShutdown() == AutoShutdown.NEVER) {
            return Optional.of(new SpecError.SignificantWithoutAutoShutdown("w"));
        }
        return child.restart() == Restart.PERMANENT
                ? Optional.of(new SpecError.SignificantAndPermanent("w"))
                : Optional.empty();
    }

    private static void doesNotStart(SupervisorSpec spec, SpecError error) throws Exception {
        assertThat(spec.error()).contains(error);
        doesNotStart(spec, new ExitReason.InvalidSpec(error));
    }

    private static void doesNotStart(SupervisorSpec spec, ExitReason reason) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(spec);

            assertThat(tree.down.get(TestingTree.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(reason);
        }
    }
}
