package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SupervisionEventTest {

    private static final ExitReason BOOM = ExitReason.failed("boom");

    @Test
    @DisplayName("format_log_1")
    void everyEventHasOneLineForAPerson() {
        assertThat(List.of(new SupervisionEvent.ChildStarted("root/a", "b", 1),
                new SupervisionEvent.ChildTerminated("root/a", "b", BOOM),
                new SupervisionEvent.ChildStopped("root/a", "b", ExitReason.normal()),
                new SupervisionEvent.StartFailed("root/a", "b", BOOM),
                new SupervisionEvent.ShutdownFailed("root/a", "b", ExitReason.killed()),
                new SupervisionEvent.ChildAbandoned("root/a", "b", 1),
                new SupervisionEvent.ThreadAbandoned("root/a", "b", 1, "reader"),
                new SupervisionEvent.IntensityReached("root/a", "b", BOOM),
                new SupervisionEvent.SupervisorStopped("root/a", ExitReason.shutdown())))
                .extracting(SupervisionEvent::describe)
                .containsExactly("root/a: b is up", "root/a: b failed: boom", "root/a: b ended normally",
                        "root/a: b did not start: it failed: boom", "root/a: b was told to stop and was killed",
                        "root/a: b was killed and does not end",
                        "root/a: b has left its thread 'reader', which does not end",
                        "root/a: b has to be restarted too often: it failed: boom",
                        "root/a: the supervisor shut down");
    }

    @Test
    @DisplayName("format_log_2")
    void aReasonOfSeveralLinesStaysOneLine() {
        assertThat(new SupervisionEvent.ChildTerminated("root", "b", ExitReason.failed("one\r\ntwo\\three")).describe())
                .isEqualTo("root: b failed: one\\r\\ntwo\\\\three");
    }
}
