package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random specs for supervisors, and random things that happen to them. */
final class CoreArbitraries {

    private static final List<String> IDS = List.of("a", "b", "c", "d", "e", "f");

    private CoreArbitraries() {}

    static Arbitrary<SupervisorSpec> supervisors() {
        return Combinators.combine(Arbitraries.of(RestartStrategy.class), intensities(),
                Arbitraries.of(AutoShutdown.class), children().list().ofMaxSize(5))
                .as((strategy, intensity, autoShutdown, children) -> new SupervisorSpec(strategy, intensity,
                        autoShutdown, legal(children, autoShutdown)));
    }

    static Arbitrary<DynamicSupervisorSpec> dynamicSupervisors() {
        return Combinators.combine(intensities(), Arbitraries.integers().between(0, 4).optional())
                .as((intensity, most) -> most
                        .map(DynamicSupervisorSpec.DEFAULT.intensity(intensity)::maxChildren)
                        .orElse(DynamicSupervisorSpec.DEFAULT.intensity(intensity)));
    }

    static Arbitrary<RestartIntensity> intensities() {
        return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.integers().between(1, 3))
                .as((restarts, seconds) -> new RestartIntensity(restarts, Duration.ofSeconds(seconds)));
    }

    /** Some of them fit no supervisor. */
    static Arbitrary<ChildSpec> children() {
        Arbitrary<Shutdown> shutdowns = Arbitraries.of(Shutdown.brutalKill(), Shutdown.infinity(),
                Shutdown.timeout(Duration.ZERO), Shutdown.timeout(Duration.ofSeconds(1)),
                Shutdown.timeout(ChildKeeper.KILL_GRACE));
        return Combinators.combine(Arbitraries.of(IDS), Arbitraries.of(Restart.class),
                Arbitraries.of(true, false, false), shutdowns, Arbitraries.of(ChildType.class),
                Arbitraries.just(Duration.ofSeconds(7)).optional(0.3))
                .as((id, restart, significant, shutdown, type, patience) -> new ChildSpec(id, Child::ignored, restart,
                        significant, shutdown, type, patience));
    }

    private static List<ChildSpec> legal(List<ChildSpec> children, AutoShutdown autoShutdown) {
        Set<String> ids = new HashSet<>();
        List<ChildSpec> legal = new ArrayList<>();
        for (ChildSpec child : children) {
            if (ids.add(child.id())) {
                boolean heeded = autoShutdown != AutoShutdown.NEVER && child.restart() != Restart.PERMANENT;
                legal.add(child.significant(child.significant() && heeded));
            }
        }
        return legal;
    }

    static Arbitrary<List<CoreMove>> moves() {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 60);
        Arbitrary<ExitReason> reasons = Arbitraries.of(ExitReason.normal(), ExitReason.shutdown(),
                ExitReason.shutdown("detail"), ExitReason.killed(), ExitReason.failed("boom"),
                ExitReason.failed("bang"));
        return Arbitraries.<CoreMove>frequencyOf(
                Tuple.of(30, which.map(CoreMove.ComesUp::new)),
                Tuple.of(3, which.map(CoreMove.Ignores::new)),
                Tuple.of(12, Combinators.combine(which, reasons).as(CoreMove.IsOver::new)),
                Tuple.of(16, Combinators.combine(which, reasons).as(CoreMove.Dies::new)),
                Tuple.of(4, which.map(CoreMove.IsLate::new)),
                Tuple.of(10, Arbitraries.just(new CoreMove.Attempt())),
                Tuple.of(6, Arbitraries.integers().between(1, 4).map(CoreMove.TimePasses::new)),
                Tuple.of(8, children().map(CoreMove.StartChild::new)),
                Tuple.of(4, which.map(CoreMove.TerminateChild::new)),
                Tuple.of(4, which.map(CoreMove.RestartChild::new)),
                Tuple.of(2, which.map(CoreMove.DeleteChild::new)),
                Tuple.of(2, which.map(CoreMove.Look::new)),
                Tuple.of(1, Arbitraries.just(new CoreMove.ShutDown())),
                Tuple.of(4, which.map(CoreMove.Nonsense::new))).list().ofMaxSize(80);
    }

    static String id(int which) {
        return IDS.get(which % IDS.size());
    }
}
