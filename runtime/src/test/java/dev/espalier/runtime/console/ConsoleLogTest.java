package dev.espalier.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLogTest {

    @TempDir
    private Path directory;

    private static ConsoleLine line(String text) {
        return new ConsoleLine(Instant.EPOCH, text);
    }

    @Test
    @DisplayName("all lines are in the file at once, the last ones in memory")
    void lines() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            for (int number = 1; number <= 1500; number++) {
                log.add(line("line " + number));
            }
            assertThat(Files.readAllLines(log.file())).hasSize(1500).startsWith("line 1").endsWith("line 1500");
            assertThat(log.text()).startsWith("line 1\n").endsWith("line 1500\n");
            assertThat(log.tail(2)).containsExactly(line("line 1499"), line("line 1500"));
            assertThat(log.tail(5000)).hasSize(1000).startsWith(line("line 501"));
        }
    }

    @Test
    @DisplayName("a new log begins empty")
    void replacing() throws Exception {
        var file = Files.writeString(directory.resolve("log"), "of yesterday\n");
        try (var log = ConsoleLog.in(file)) {
            assertThat(log.text()).isEmpty();
            assertThat(log.tail(10)).isEmpty();
        }
    }

    @Test
    @DisplayName("a closed log refuses lines and can still be read")
    void closed() throws Exception {
        var log = ConsoleLog.in(directory.resolve("log"));
        log.add(line("said in time"));
        log.close();
        assertThatThrownBy(() -> log.add(line("too late"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(log.file().toString());
        assertThat(log.text()).isEqualTo("said in time\n");
        assertThat(log.tail(10)).containsExactly(line("said in time"));
    }

    private static List<String> from(ConsoleLog log, long place) {
        return log.read(place).stream().map(ConsoleLog.PlacedLine::text).toList();
    }

    @Test
    @DisplayName("lines are read from any place that a line begins at, whatever is in them")
    void reading() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            assertThat(log.read(0)).isEmpty();
            log.add(line("f\u00fcnf\rsechs"));
            var middle = log.end();
            log.add(line(""));
            log.add(line("\ufffd"));
            assertThat(from(log, 0)).containsExactly("f\u00fcnf\rsechs", "", "\ufffd");
            assertThat(from(log, middle)).containsExactly("", "\ufffd");
            assertThat(log.read(0).getFirst().next()).isEqualTo(middle);
            assertThat(log.read(log.end())).isEmpty();
        }
    }

    @Test
    @DisplayName("a long log is read in several goes, and a line that is longer than one go is read whole")
    void longLogs() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            log.add(line("x".repeat(1_000_000)));
            for (int number = 0; number < 100_000; number++) {
                log.add(line("line " + number));
            }
            assertThat(from(log, 0)).first().asString().hasSize(1_000_000);
            var read = 0;
            for (var lines = log.read(0); !lines.isEmpty(); lines = log.read(lines.getLast().next())) {
                read += lines.size();
            }
            assertThat(read).isEqualTo(100_001);
        }
    }

    @Test
    @DisplayName("growth is there at once, or with the next line, and never without one")
    void growth() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            var first = log.growth(0).toCompletableFuture();
            assertThat(first).isNotDone();
            log.add(line("one"));
            assertThat(first).isDone();
            assertThat(log.growth(0).toCompletableFuture()).isDone();
            var second = log.growth(log.end()).toCompletableFuture();
            assertThat(second).isNotDone();
            log.add(line("two"));
            assertThat(second).isDone();
        }
    }
}
