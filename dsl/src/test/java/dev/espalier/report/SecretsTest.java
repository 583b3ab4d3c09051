package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Duration TIME = Duration.ofSeconds(1);

    private final Secrets secrets = new Secrets();

    @Test
    @DisplayName("a secret is hidden wherever it stands in a text, and nothing else is")
    void texts() {
        assertThat(secrets.hiddenIn("a hunter2")).isEqualTo("a hunter2");
        secrets.add("hunter2");
        assertThat(secrets.hiddenIn("hunter2,hunter22 hunter")).isEqualTo("[redacted],[redacted]2 hunter");
    }

    @Test
    @DisplayName("of a secret within another one nothing of the longer one is left")
    void nested() {
        secrets.add("key");
        secrets.add("monkeys");
        assertThat(secrets.hiddenIn("monkeys have a key")).isEqualTo("[redacted] have a [redacted]");
    }

    @Test
    @DisplayName("each line of a secret is hidden where it stands alone")
    void lines() {
        secrets.add("first\n\n  second\n");
        assertThat(secrets.hiddenIn("the second")).isEqualTo("the [redacted]");
        assertThat(secrets.hiddenIn("first\n\n  second\n")).isEqualTo("[redacted]");
    }

    @Test
    @DisplayName("nothing is no secret")
    void blank() {
        assertThatThrownBy(() -> secrets.add(" \n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("no event tells it, whatever is told")
    void events() {
        secrets.add("hunter2");
        var failure = new Failure("Wrong", "of hunter2", "at hunter2");
        var events = List.<TestEvent>of(
                new TestEvent.MachineRestarting(NOW, "web", "of hunter2", TIME),
                new TestEvent.MachineDied(NOW, "web", "of hunter2"),
                new TestEvent.WaitStarted(NOW, 1, "web", "file hunter2"),
                new TestEvent.WaitEnded(NOW, 1, "web", "file hunter2", TIME, WaitOutcome.MET),
                new TestEvent.CommandStarted(NOW, 1, "web", "echo hunter2"),
                new TestEvent.CommandEnded(NOW, 1, "web", "echo hunter2", OptionalInt.of(0), TIME),
                new TestEvent.SubtestFailed(NOW, List.of("login"), TIME, failure),
                new TestEvent.Logged(NOW, Optional.of("web"), LogLevel.INFO, "hunter2"),
                new TestEvent.ConsoleSaid(NOW, "web", "hunter2"),
                new TestEvent.HostDescribed(NOW, List.of(new Fact("user", "hunter2"))),
                new TestEvent.MachineDescribed(NOW, "web", List.of(new Fact("kernel", "hunter2"))),
                new TestEvent.Supervised(NOW, "cluster", "web", SupervisionStep.CRASHED, "of hunter2"),
                new TestEvent.RunEnded(NOW, TIME, new Verdict.Failed(failure)));
        assertThat(events).allSatisfy(event -> assertThat(secrets.hiddenIn(event).toString())
                .contains("[redacted]", event.getClass().getSimpleName())
                .doesNotContain("hunter2"));
    }

    @Test
    @DisplayName("names and verdicts without words are told as they are")
    void plain() {
        secrets.add("web");
        for (var event : List.of(new TestEvent.MachineStarting(NOW, "web"),
                new TestEvent.RunEnded(NOW, TIME, new Verdict.Passed()))) {
            assertThat(secrets.hiddenIn(event)).isEqualTo(event);
        }
    }
}
