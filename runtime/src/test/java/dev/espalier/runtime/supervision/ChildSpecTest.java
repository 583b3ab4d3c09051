package dev.espalier.runtime.supervision;

import static dev.espalier.runtime.supervision.ExitReason.crashed;
import static dev.espalier.runtime.supervision.ExitReason.failed;
import static dev.espalier.runtime.supervision.ExitReason.killed;
import static dev.espalier.runtime.supervision.ExitReason.normal;
import static dev.espalier.runtime.supervision.ExitReason.shutdown;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChildSpecTest {

    private static final ChildSpec WORKER = ChildSpec.worker("w", Child::ignored);
    private static final List<ExitReason> ORDERLY = List.of(normal(), shutdown(), shutdown("detail"),
            new ExitReason.FailedToStartChild("x", killed()));
    private static final List<ExitReason> ABNORMAL = List.of(killed(), failed("what"),
            new ExitReason.StartTimedOut(Duration.ZERO));

    @Test
    void defaultsAreThoseOfOtp() {
        assertThat(WORKER).extracting(ChildSpec::restart, ChildSpec::significant, ChildSpec::shutdown, ChildSpec::type)
                .containsExactly(Restart.PERMANENT, false, Shutdown.timeout(Duration.ofSeconds(5)),
                        ChildType.WORKER);
        assertThat(ChildSpec.supervisor("s", SupervisorSpec.oneForOne()))
                .extracting(ChildSpec::shutdown, ChildSpec::type)
                .containsExactly(Shutdown.infinity(), ChildType.SUPERVISOR);
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void restartTypesTellWhichEndsLeadToARestart(Restart restart) {
        ChildSpec spec = WORKER.restart(restart);
        assertThat(ORDERLY).allMatch(reason -> spec.isRestartedAfter(reason) == (restart == Restart.PERMANENT));
        assertThat(ABNORMAL).allMatch(reason -> spec.isRestartedAfter(reason) == (restart != Restart.TEMPORARY));
        assertThat(spec.isRestartedAfter(crashed(new Error()))).isEqualTo(restart != Restart.TEMPORARY);
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void whoIsAskedToStopMayShutDownAndUnlessPermanentEndInOrder(Restart restart) {
        ChildSpec spec = WORKER.restart(restart);
        assertThat(spec.mayStopWith(shutdown())).isTrue();
        assertThat(Stream.of(normal(), shutdown("detail")))
                .allMatch(reason -> spec.mayStopWith(reason) == (restart != Restart.PERMANENT));
        assertThat(ABNORMAL).noneMatch(spec::mayStopWith);
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    void whoIsKilledMayBeKilledAndUnlessPermanentEndInOrder(Restart restart) {
        ChildSpec spec = WORKER.restart(restart).shutdown(Shutdown.brutalKill());
        assertThat(spec.mayStopWith(killed())).isTrue();
        assertThat(ORDERLY).allMatch(reason -> spec.mayStopWith(reason) == (restart != Restart.PERMANENT));
        assertThat(spec.mayStopWith(failed("what"))).isFalse();
    }
}
