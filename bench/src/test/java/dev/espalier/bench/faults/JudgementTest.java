package dev.espalier.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

import dev.espalier.bench.faults.Observation.Hit;
import dev.espalier.bench.faults.Observation.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is right and wrong for a run to have done. */
class JudgementTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant THROUGH = BEGAN.plusSeconds(10);
    private static final Fault KILL = new Fault.Ends(Fault.EndSignal.KILL, new Fault.Target.Jvm(), Duration.ZERO);

    private static List<String> wrongs(Fault fault, Observation seen) {
        return seen.wrongs(new Plan(1, Scenario.QEMU, fault));
    }

    private static Observation exit(int status) {
        return new Observation(Optional.of(status), Optional.of(THROUGH), Optional.empty(), "passed", List.of());
    }

    private static Observation killed(Role role, int secondsAfter, int status) {
        return hit(new Hit("it", role, Optional.of(BEGAN.plusSeconds(secondsAfter))), status);
    }

    private static Observation hit(Hit hit, int status) {
        return new Observation(Optional.of(status), Optional.of(THROUGH), Optional.of(hit), "", List.of());
    }

    @Test
    @DisplayName("where nothing is lost the run passes")
    void nothingLost() {
        for (var fault : List.of(new Fault.Nothing(), new Fault.Garbage(1, Duration.ZERO),
                new Fault.StandsStill(new Fault.Target.Jvm(), Duration.ZERO, Duration.ofSeconds(1)))) {
            assertThat(wrongs(fault, exit(0))).isEmpty();
            assertThat(wrongs(fault, exit(1))).containsExactly("nothing was lost, and it exited with 1");
        }
    }

    @Test
    @DisplayName("a run whose machine was lost before its script was through does not pass")
    void lost() {
        assertThat(wrongs(KILL, killed(Role.VITAL, 5, 1))).isEmpty();
        assertThat(wrongs(KILL, killed(Role.VITAL, 5, 0))).containsExactly("it passed, and a machine was lost");
        assertThat(wrongs(KILL, killed(Role.VITAL, 11, 0))).isEmpty();
        assertThat(wrongs(KILL, killed(Role.OTHER, 5, 0))).isEmpty();
    }

    @Test
    @DisplayName("a machine that was told to end and went on is not lost")
    void deaf() {
        assertThat(wrongs(KILL, hit(new Hit("it", Role.VITAL, Optional.empty()), 0))).isEmpty();
    }

    @Test
    @DisplayName("a JVM that got a signal has exited by it, unless it was through")
    void jvm() {
        var never = new Observation(Optional.of(0), Optional.empty(),
                Optional.of(new Hit("java", Role.JVM, Optional.of(BEGAN))), "",
                List.of());
        assertThat(wrongs(KILL, killed(Role.JVM, 5, 137))).isEmpty();
        assertThat(wrongs(KILL, killed(Role.JVM, 5, 1))).containsExactly("its JVM got SIGKILL, and it exited with 1");
        assertThat(wrongs(KILL, killed(Role.JVM, 11, 0))).isEmpty();
        assertThat(wrongs(KILL, never)).hasSize(2);
    }

    @Test
    @DisplayName("never does it hang, exit in a way that nobody knows, or leave anything")
    void never() {
        var plan = new Fault.FewFiles(100);
        assertThat(wrongs(plan, new Observation(Optional.empty(), Optional.empty(), Optional.empty(), "", List.of())))
                .containsExactly("it did not end");
        var trace = new Observation(Optional.of(3), Optional.empty(), Optional.empty(), "oh\n\tat Some.where(1)",
                List.of("left: process 7"));
        assertThat(wrongs(plan, trace)).containsExactly("left: process 7");
        assertThat(trace.saidStackTrace()).isTrue();
        assertThat(wrongs(plan, exit(134))).containsExactly("it exited with 134");
    }

    @Test
    @DisplayName("what a run is to be follows from its seed")
    void seeds() {
        var scenarios = List.of(Scenario.values());
        Function<Scenario, Duration> usual = scenario -> Duration.ofSeconds(3);
        for (long seed = 0; seed < 100; seed++) {
            assertThat(Plan.of(seed, scenarios, usual)).isEqualTo(Plan.of(seed, scenarios, usual));
        }
        assertThat(LongStream.range(0, 100).mapToObj(seed -> Plan.of(seed, scenarios, usual).scenario()))
                .contains(Scenario.values());
    }
}
