package dev.espalier.report;

import static dev.espalier.report.Story.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.report.TestEvent.MachineStarting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReporterTest {
    @TempDir
    private Path directory;

    @Test
    void aSinkThatFailsIsToldAtTheEndAndDoesNotStopTheOthers() throws IOException {
        var file = directory.resolve("events.jsonl");
        var reporter = new Reporter(List.of(JsonEvents.create(Path.of("/dev/full")), JsonEvents.create(file)));
        reporter.report(new MachineStarting(START, "web"));
        reporter.report(new MachineStarting(START, "client"));
        assertThat(reporter.finish()).extracting(SinkFailure::sentence)
                .containsExactly("the report full is incomplete: No space left on device");
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void aSinkThatCannotFinishIsTold() {
        var reporter = new Reporter(List.of(new JUnitXml(directory.resolve("absent/junit.xml"))));
        assertThat(reporter.finish()).extracting(SinkFailure::sink).containsExactly("junit.xml");
    }

    @Test
    void allIsWellWithoutFailures() throws IOException {
        var reporter = new Reporter(List.of(JsonEvents.create(directory.resolve("events.jsonl"))));
        assertThat(reporter.finish()).isEmpty();
        assertThat(reporter.finish()).isEmpty();
    }

    @Test
    void eventsFromManyThreadsAreWholeLines() throws Exception {
        var file = directory.resolve("events.jsonl");
        var reporter = new Reporter(List.of(JsonEvents.create(file)));
        var threads = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> Thread.startVirtualThread(() -> reporter.report(new MachineStarting(START, "m" + i))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        reporter.finish();
        assertThat(Files.readAllLines(file)).hasSize(50).allMatch(line -> line.endsWith("\"}"));
    }
}
