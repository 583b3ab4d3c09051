package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import dev.espalier.bench.result.Work;
import dev.espalier.report.SupervisionStep;
import dev.espalier.report.TestEvent;
import dev.espalier.report.WaitOutcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private static Instant at(long millis) {
        return Instant.ofEpochMilli(1_000 + millis);
    }

    private static TestEvent up(long millis, String supervisor, String child) {
        return new TestEvent.Supervised(at(millis), supervisor, child, SupervisionStep.UP, "");
    }

    private static TestEvent command(long millis, int status) {
        return new TestEvent.CommandEnded(at(millis), 1, "m", "true", OptionalInt.of(status), Duration.ofMillis(1));
    }

    private static TestEvent waited(long millis, WaitOutcome outcome) {
        return new TestEvent.WaitEnded(at(millis), 2, "m", "unit multi-user.target", Duration.ofMillis(1), outcome);
    }

    @Test
    @DisplayName("each phase ends when it was first told of, counted from the machine's start")
    void phases() {
        var events = List.of(new TestEvent.ConsoleSaid(at(-10), "m", "Linux version of an earlier life"),
                new TestEvent.MachineStarting(at(0), "m"),
                up(5, "cluster/machines/m/tree", "qemu"),
                up(6, "cluster/machines/other", "tree"),
                up(7, "cluster/machines/m", "tree"),
                new TestEvent.ConsoleSaid(at(20), "m", "[    0.000000] Linux version 6.1"),
                new TestEvent.ConsoleSaid(at(30), "m", "[    0.900000] Run /init as init process"),
                new TestEvent.ConsoleSaid(at(31), "m", "Linux version is told again"),
                new TestEvent.MachineReady(at(40), "other", Duration.ofMillis(40)),
                new TestEvent.MachineReady(at(50), "m", Duration.ofMillis(50)),
                command(60, 1), command(70, 0), command(80, 0),
                waited(90, WaitOutcome.TIMED_OUT), waited(100, WaitOutcome.MET));
        assertThat(Phases.of(events, "m")).isEqualTo(Map.of(Work.SPAWN, Duration.ofMillis(7), Work.KERNEL,
                Duration.ofMillis(20), Work.INIT, Duration.ofMillis(30), Work.SHELL, Duration.ofMillis(50),
                Work.FIRST_COMMAND, Duration.ofMillis(70), Work.MULTI_USER, Duration.ofMillis(100)));
    }

    @Test
    @DisplayName("what nobody told of has no time; a machine that was not started has none at all")
    void quiet() {
        assertThat(Phases.of(List.of(new TestEvent.MachineStarting(at(0), "m")), "m")).isEmpty();
        assertThatThrownBy(() -> Phases.of(List.of(), "m")).hasMessageContaining("m was not started");
    }
}
