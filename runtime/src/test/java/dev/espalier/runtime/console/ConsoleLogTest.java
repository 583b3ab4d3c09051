package dev.espalier.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.SmallDisk;
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

    private ConsoleLog ofTwenty() throws Exception {
        return ConsoleLog.in(directory.resolve("log"), new ConsoleRetention(20), line -> {});
    }

    @Test
    @DisplayName("past its limit the oldest lines go, half of all that may be kept at a time")
    void limit() throws Exception {
        try (var log = ofTwenty()) {
            for (var text : List.of("one", "two", "four", "five")) {
                log.add(line(text));
            }
            assertThat(log.text()).isEqualTo("one\ntwo\nfour\nfive\n");
            log.add(line("six"));
            assertThat(log.text()).isEqualTo("four\nfive\nsix\n");
            assertThat(Files.readString(directory.resolve("log.1"))).isEqualTo("four\nfive\n");
            assertThat(log.tail(10)).hasSize(5);
        }
    }

    @Test
    @DisplayName("who reads from a place that is gone reads from the first line that is kept, and misses none after it")
    void lostPlaces() throws Exception {
        try (var log = ofTwenty()) {
            for (var text : List.of("one", "two", "four", "five", "six")) {
                log.add(line(text));
            }
            var first = log.read(0);
            assertThat(first).extracting(ConsoleLog.PlacedLine::text).containsExactly("four", "five");
            assertThat(from(log, first.getFirst().next())).containsExactly("five");
            assertThat(from(log, first.getLast().next())).containsExactly("six");
            assertThat(log.read(log.end())).isEmpty();
        }
    }

    @Test
    @DisplayName("a line that is longer than the limit is kept whole")
    void longLine() throws Exception {
        try (var log = ofTwenty()) {
            log.add(line("one"));
            log.add(line("x".repeat(100)));
            log.add(line("two"));
            assertThat(log.text()).isEqualTo("x".repeat(100) + "\ntwo\n");
        }
    }

    @Test
    @DisplayName("a new log removes all of an old one")
    void replacingBoth() throws Exception {
        Files.writeString(directory.resolve("log.1"), "of yesterday\n");
        try (var log = ofTwenty()) {
            assertThat(directory.resolve("log.1")).doesNotExist();
            assertThat(log.text()).isEmpty();
        }
    }

    @Test
    @DisplayName("lines are kept, and told, as it was said that they are to be kept")
    void asKept() throws Exception {
        var told = new ArrayList<String>();
        var retention = new ConsoleRetention(1000, text -> text.replace("hunter2", "***"));
        try (var log = ConsoleLog.in(directory.resolve("log"), retention, line -> told.add(line.text()))) {
            log.add(line("the password is hunter2"));
            assertThat(log.text()).isEqualTo("the password is ***\n");
            assertThat(log.tail(1)).containsExactly(line("the password is ***"));
            assertThat(told).containsExactly("the password is ***");
        }
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter", "mount"})
    @DisplayName("lines that the disk had no room for are not in the log, and those after them are where they are said to be")
    void fullDisk() throws Exception {
        try (var disk = SmallDisk.on(directory, "size=16k"); var log = ConsoleLog.in(disk.path().resolve("log"))) {
            log.add(line("before"));
            var end = log.end();
            assertThatThrownBy(() -> log.add(line("x".repeat(20_000)))).isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("No space left on device");
            assertThat(log.end()).isEqualTo(end);
            log.add(line("after"));
            assertThat(from(log, end)).containsExactly("after");
            assertThat(log.text()).isEqualTo("before\nafter\n");
        }
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter", "mount"})
    @DisplayName("a log that the disk has no room to begin anew goes on when it has")
    void noRoomForTheNext() throws Exception {
        try (var disk = SmallDisk.on(directory, "nr_inodes=3");
                var log = ConsoleLog.in(disk.path().resolve("log"), new ConsoleRetention(20), line -> {})) {
            var filler = Files.createFile(disk.path().resolve("filler"));
            log.add(line("one"));
            log.add(line("two"));
            assertThatThrownBy(() -> log.add(line("four"))).isInstanceOf(UncheckedIOException.class);
            Files.delete(filler);
            log.add(line("five"));
            assertThat(from(log, 0)).containsExactly("one", "two");
            assertThat(log.text()).isEqualTo("one\ntwo\nfive\n");
        }
    }

    @Test
    @DisplayName("no more than a million characters are in memory")
    void memory() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            for (int number = 0; number < 100; number++) {
                log.add(line("x".repeat(100_000)));
            }
            assertThat(log.tail(1000)).hasSize(10);
        }
    }
}
