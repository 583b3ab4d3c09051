package dev.espalier.report;

import static dev.espalier.report.Story.START;
import static dev.espalier.report.Story.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.report.TestEvent.CommandEnded;
import dev.espalier.report.TestEvent.CommandStarted;
import dev.espalier.report.TestEvent.ImageBuilding;
import dev.espalier.report.TestEvent.ImageReady;
import dev.espalier.report.TestEvent.Logged;
import dev.espalier.report.TestEvent.MachineDied;
import dev.espalier.report.TestEvent.MachineReady;
import dev.espalier.report.TestEvent.MachineRebooted;
import dev.espalier.report.TestEvent.MachineRebooting;
import dev.espalier.report.TestEvent.MachineRestarting;
import dev.espalier.report.TestEvent.MachineStarting;
import dev.espalier.report.TestEvent.MachineStopped;
import dev.espalier.report.TestEvent.PromptOpened;
import dev.espalier.report.TestEvent.RunEnded;
import dev.espalier.report.TestEvent.RunStarted;
import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import dev.espalier.report.TestEvent.WaitEnded;
import dev.espalier.report.TestEvent.WaitStarted;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonEventsTest {
    private static final String AT = "{\"at\":\"2026-11-20T13:00:00Z\",\"event\":";
    private static final Failure FAILURE = new Failure("CommandFailed", "exit 1", "at test.java:3");
    private static final String FAILURE_JSON = "\"failure\":{\"type\":\"CommandFailed\",\"message\":\"exit 1\",\"details\":\"at test.java:3\"}}";

    @Test
    void eachEventIsOneLine() throws IOException {
        assertThat(lines(new RunStarted(START, "two-nodes", List.of("client", "web")),
                new TestEvent.HostDescribed(START, List.of(new Fact("kernel", "Linux 6.1"))),
                new TestEvent.MachineDescribed(START, "web", List.of(new Fact("backend", "qemu"))),
                new ImageBuilding(START, "debian"), new ImageReady(START, "debian", millis(42_000)),
                new MachineStarting(START, "web"), new MachineReady(START, "web", millis(8100)),
                new MachineRestarting(START, "web", "QEMU was killed", millis(2000)),
                new MachineRebooting(START, "web"), new MachineRebooted(START, "web", "watchdog", millis(4200)),
                new MachineStopped(START, "web"), new MachineDied(START, "web", "SIGKILL"),
                new WaitStarted(START, 7, "web", "port 80"),
                new WaitEnded(START, 7, "web", "port 80", millis(12), WaitOutcome.TIMED_OUT),
                new CommandStarted(START, 8, "web", "false"),
                new CommandEnded(START, 8, "web", "false", OptionalInt.of(1), millis(3)),
                new CommandEnded(START, 9, "web", "sleep 9", OptionalInt.empty(), millis(3)),
                new SubtestStarted(START, List.of("a", "b")),
                new SubtestPassed(START, List.of("a"), millis(5)),
                new SubtestFailed(START, List.of("a"), millis(5), FAILURE),
                new Logged(START, Optional.empty(), LogLevel.WARNING, "hm"),
                new Logged(START, Optional.of("web"), LogLevel.INFO, "hello"),
                new TestEvent.LinksChanged(START, "web", List.of("blocked")),
                new TestEvent.ScreenshotTaken(START, "web", "login.png"),
                new TestEvent.Supervised(START, "cluster/machines", "web", SupervisionStep.UP, ""),
                new TestEvent.Supervised(START, "cluster", "machines", SupervisionStep.NOT_STARTED, "was killed"),
                new TestEvent.ConsoleSaid(START, "web", "Linux version"),
                new PromptOpened(START, new Verdict.TimedOut(millis(8))),
                new RunEnded(START, millis(9), new Verdict.Passed()),
                new RunEnded(START, millis(9), new Verdict.Failed(FAILURE)),
                new RunEnded(START, millis(9), new Verdict.TimedOut(millis(8))),
                new RunEnded(START, millis(9), new Verdict.Interrupted("SIGINT")))).containsExactly(
                        AT + "\"run_started\",\"test\":\"two-nodes\",\"machines\":[\"client\",\"web\"]}",
                        AT + "\"host_described\",\"facts\":{\"kernel\":\"Linux 6.1\"}}",
                        AT + "\"machine_described\",\"machine\":\"web\",\"facts\":{\"backend\":\"qemu\"}}",
                        AT + "\"image_building\",\"image\":\"debian\"}",
                        AT + "\"image_ready\",\"image\":\"debian\",\"took_ms\":42000}",
                        AT + "\"machine_starting\",\"machine\":\"web\"}",
                        AT + "\"machine_ready\",\"machine\":\"web\",\"took_ms\":8100}",
                        AT + "\"machine_restarting\",\"machine\":\"web\",\"why\":\"QEMU was killed\",\"after_ms\":2000}",
                        AT + "\"machine_rebooting\",\"machine\":\"web\"}",
                        AT + "\"machine_rebooted\",\"machine\":\"web\",\"why\":\"watchdog\",\"took_ms\":4200}",
                        AT + "\"machine_stopped\",\"machine\":\"web\"}",
                        AT + "\"machine_died\",\"machine\":\"web\",\"why\":\"SIGKILL\"}",
                        AT + "\"wait_started\",\"machine\":\"web\",\"number\":7,\"what\":\"port 80\"}",
                        AT + "\"wait_ended\",\"machine\":\"web\",\"number\":7,\"what\":\"port 80\",\"took_ms\":12,\"outcome\":\"timed_out\"}",
                        AT + "\"command_started\",\"machine\":\"web\",\"number\":8,\"command\":\"false\"}",
                        AT + "\"command_ended\",\"machine\":\"web\",\"number\":8,\"command\":\"false\",\"exit_status\":1,\"took_ms\":3}",
                        AT + "\"command_ended\",\"machine\":\"web\",\"number\":9,\"command\":\"sleep 9\",\"took_ms\":3}",
                        AT + "\"subtest_started\",\"path\":[\"a\",\"b\"]}",
                        AT + "\"subtest_passed\",\"path\":[\"a\"],\"took_ms\":5}",
                        AT + "\"subtest_failed\",\"path\":[\"a\"],\"took_ms\":5," + FAILURE_JSON,
                        AT + "\"logged\",\"level\":\"warning\",\"text\":\"hm\"}",
                        AT + "\"logged\",\"machine\":\"web\",\"level\":\"info\",\"text\":\"hello\"}",
                        AT + "\"links_changed\",\"machine\":\"web\",\"faults\":[\"blocked\"]}",
                        AT + "\"screenshot_taken\",\"machine\":\"web\",\"file\":\"login.png\"}",
                        AT + "\"supervised\",\"supervisor\":\"cluster/machines\",\"child\":\"web\",\"step\":\"up\"}",
                        AT + "\"supervised\",\"supervisor\":\"cluster\",\"child\":\"machines\",\"step\":\"not_started\",\"why\":\"was killed\"}",
                        AT + "\"console_said\",\"machine\":\"web\",\"line\":\"Linux version\"}",
                        AT + "\"prompt_opened\",\"verdict\":\"timed_out\",\"limit_ms\":8}",
                        AT + "\"run_ended\",\"took_ms\":9,\"verdict\":\"passed\"}",
                        AT + "\"run_ended\",\"took_ms\":9,\"verdict\":\"failed\"," + FAILURE_JSON,
                        AT + "\"run_ended\",\"took_ms\":9,\"verdict\":\"timed_out\",\"limit_ms\":8}",
                        AT + "\"run_ended\",\"took_ms\":9,\"verdict\":\"interrupted\",\"signal\":\"SIGINT\"}");
    }

    @Test
    void aLineIsThereBeforeTheNextEvent(@TempDir Path directory) throws IOException {
        var file = directory.resolve("events.jsonl");
        try (var events = JsonEvents.create(file)) {
            events.accept(new MachineStarting(START, "web"));
            assertThat(Files.readAllLines(file)).hasSize(1);
        }
    }

    @Property
    void whateverAGuestWritesIsJson(@ForAll String text) throws IOException {
        var lines = lines(new Logged(START, Optional.empty(), LogLevel.INFO, text),
                new MachineStarting(START, "web"));
        assertThat(lines).hasSize(2);
        var read = new ObjectMapper().readTree(lines.getFirst()).get("text").asText();
        assertThat(read).isEqualTo(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static List<String> lines(TestEvent... all) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var events = JsonEvents.to("events.jsonl", bytes)) {
            for (var event : all) {
                events.accept(event);
            }
        }
        return List.of(bytes.toString(StandardCharsets.UTF_8).split("\n"));
    }
}
