package dev.espalier.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Writes each event as one line of JSON, at once, so that a run that was killed leaves all that happened before. Times
 * are ISO 8601 in UTC, durations are milliseconds.
 */
public final class JsonEvents implements EventSink {
    private final String name;
    /** Written through a Writer: text from a guest may hold half a surrogate pair, which only that replaces. */
    private final Writer lines;
    private final JsonGenerator json;

    private JsonEvents(String name, Writer lines, JsonGenerator json) {
        this.name = name;
        this.lines = lines;
        this.json = json;
    }

    /** Replaces a file that is there. */
    public static JsonEvents create(Path file) throws IOException {
        return to(String.valueOf(file.getFileName()), Files.newOutputStream(file));
    }

    static JsonEvents to(String name, OutputStream bytes) throws IOException {
        var lines = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        var json = new JsonFactory().createGenerator(lines);
        json.setRootValueSeparator(null);
        return new JsonEvents(name, lines, json);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void accept(TestEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", event.at().toString());
        write(event);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        lines.flush();
    }

    private void write(TestEvent event) throws IOException {
        switch (event) {
            case TestEvent.RunStarted(var at, var test, var machines) -> {
                kind("run_started");
                json.writeStringField("test", test);
                texts("machines", machines);
            }
            case TestEvent.HostDescribed(var at, var facts) -> {
                kind("host_described");
                facts(facts);
            }
            case TestEvent.MachineDescribed(var at, var machine, var facts) -> {
                machine("machine_described", machine);
                facts(facts);
            }
            case TestEvent.ImageBuilding(var at, var image) -> {
                kind("image_building");
                json.writeStringField("image", image);
            }
            case TestEvent.ImageReady(var at, var image, var took) -> {
                kind("image_ready");
                json.writeStringField("image", image);
                took(took);
            }
            case TestEvent.MachineStarting(var at, var machine) -> machine("machine_starting", machine);
            case TestEvent.MachineReady(var at, var machine, var after) -> {
                machine("machine_ready", machine);
                took(after);
            }
            case TestEvent.MachineRebooting(var at, var machine) -> machine("machine_rebooting", machine);
            case TestEvent.MachineRebooted(var at, var machine, var why, var after) -> {
                machine("machine_rebooted", machine);
                json.writeStringField("why", why);
                took(after);
            }
            case TestEvent.MachineStopped(var at, var machine) -> machine("machine_stopped", machine);
            case TestEvent.MachineRestarting(var at, var machine, var why, var after) -> {
                machine("machine_restarting", machine);
                json.writeStringField("why", why);
                json.writeNumberField("after_ms", after.toMillis());
            }
            case TestEvent.MachineDied(var at, var machine, var why) -> {
                machine("machine_died", machine);
                json.writeStringField("why", why);
            }
            case TestEvent.WaitStarted(var at, var number, var machine, var what) -> {
                machine("wait_started", machine);
                json.writeNumberField("number", number);
                json.writeStringField("what", what);
            }
            case TestEvent.WaitEnded(var at, var number, var machine, var what, var took, var outcome) -> {
                machine("wait_ended", machine);
                json.writeNumberField("number", number);
                json.writeStringField("what", what);
                took(took);
                json.writeStringField("outcome", word(outcome));
            }
            case TestEvent.CommandStarted(var at, var number, var machine, var command) -> {
                machine("command_started", machine);
                json.writeNumberField("number", number);
                json.writeStringField("command", command);
            }
            case TestEvent.CommandEnded(var at, var number, var machine, var command, var exitStatus, var took) -> {
                machine("command_ended", machine);
                json.writeNumberField("number", number);
                json.writeStringField("command", command);
                if (exitStatus.isPresent()) {
                    json.writeNumberField("exit_status", exitStatus.getAsInt());
                }
                took(took);
            }
            case TestEvent.SubtestStarted(var at, var path) -> subtest("subtest_started", path);
            case TestEvent.SubtestPassed(var at, var path, var took) -> {
                subtest("subtest_passed", path);
                took(took);
            }
            case TestEvent.SubtestFailed(var at, var path, var took, var failure) -> {
                subtest("subtest_failed", path);
                took(took);
                failure(failure);
            }
            case TestEvent.LinksChanged(var at, var machine, var faults) -> {
                machine("links_changed", machine);
                texts("faults", faults);
            }
            case TestEvent.ScreenshotTaken(var at, var machine, var file) -> {
                machine("screenshot_taken", machine);
                json.writeStringField("file", file);
            }
            case TestEvent.Supervised(var at, var supervisor, var child, var step, var why) -> {
                kind("supervised");
                json.writeStringField("supervisor", supervisor);
                json.writeStringField("child", child);
                json.writeStringField("step", word(step));
                if (!why.isEmpty()) {
                    json.writeStringField("why", why);
                }
            }
            case TestEvent.Logged(var at, var machine, var level, var text) -> {
                kind("logged");
                if (machine.isPresent()) {
                    json.writeStringField("machine", machine.get());
                }
                json.writeStringField("level", word(level));
                json.writeStringField("text", text);
            }
            case TestEvent.ConsoleSaid(var at, var machine, var line) -> {
                machine("console_said", machine);
                json.writeStringField("line", line);
            }
            case TestEvent.PromptOpened(var at, var verdict) -> {
                kind("prompt_opened");
                verdict(verdict);
            }
            case TestEvent.RunEnded(var at, var took, var verdict) -> {
                kind("run_ended");
                took(took);
                verdict(verdict);
            }
        }
    }

    private void facts(List<Fact> facts) throws IOException {
        json.writeObjectFieldStart("facts");
        for (var fact : facts) {
            json.writeStringField(fact.name(), fact.value());
        }
        json.writeEndObject();
    }

    private void verdict(Verdict verdict) throws IOException {
        switch (verdict) {
            case Verdict.Passed() -> json.writeStringField("verdict", "passed");
            case Verdict.Failed(var failure) -> {
                json.writeStringField("verdict", "failed");
                failure(failure);
            }
            case Verdict.TimedOut(var limit) -> {
                json.writeStringField("verdict", "timed_out");
                json.writeNumberField("limit_ms", limit.toMillis());
            }
            case Verdict.Interrupted(var signal) -> {
                json.writeStringField("verdict", "interrupted");
                json.writeStringField("signal", signal);
            }
        }
    }

    private void failure(Failure failure) throws IOException {
        json.writeObjectFieldStart("failure");
        json.writeStringField("type", failure.type());
        json.writeStringField("message", failure.message());
        json.writeStringField("details", failure.details());
        json.writeEndObject();
    }

    private void kind(String name) throws IOException {
        json.writeStringField("event", name);
    }

    private void machine(String kind, String machine) throws IOException {
        kind(kind);
        json.writeStringField("machine", machine);
    }

    private void subtest(String kind, List<String> path) throws IOException {
        kind(kind);
        texts("path", path);
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (var text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void took(Duration took) throws IOException {
        json.writeNumberField("took_ms", took.toMillis());
    }

    private static String word(WaitOutcome outcome) {
        return switch (outcome) {
            case MET -> "met";
            case TIMED_OUT -> "timed_out";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    private static String word(SupervisionStep step) {
        return switch (step) {
            case UP -> "up";
            case ENDED -> "ended";
            case CRASHED -> "crashed";
            case NOT_STARTED -> "not_started";
            case KILLED -> "killed";
            case ABANDONED -> "abandoned";
            case GIVEN_UP -> "given_up";
        };
    }

    private static String word(LogLevel level) {
        return switch (level) {
            case DEBUG -> "debug";
            case INFO -> "info";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
