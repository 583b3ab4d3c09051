package dev.espalier.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(120)
class ConsoleReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final ConsoleInput input = new ConsoleInput();

    @TempDir
    private Path directory;

    private ChildSpec reader(ConsoleLog log) {
        return ChildSpec.worker("reader",
                ConsoleReader.reading(new UnixListener(directory.resolve("s")), log, input, () -> NOW));
    }

    private SocketChannel machine() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("s")));
    }

    private static void say(SocketChannel machine, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            machine.write(bytes);
        }
    }

    private static List<String> texts(ConsoleLog log) {
        return log.tail(1000).stream().map(ConsoleLine::text).toList();
    }

    @Test
    @DisplayName("what a machine says before it dies is read to the end before the reader stops")
    void drained() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            try (var machine = machine()) {
                say(machine, "line\n".repeat(100_000) + "last words");
            }
            nursery.terminate("reader");
            assertThat(nursery.awaitEnd("reader")).isEqualTo(ExitReason.shutdown());
            assertThat(log.tail(1)).containsExactly(new ConsoleLine(NOW, "last words"));
            assertThat(log.text()).hasLineCount(100_001);
        }
    }

    @Test
    @DisplayName("a machine that was never there does not keep the reader from stopping")
    void nobody() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            nursery.terminate("reader");
            assertThat(nursery.awaitEnd("reader")).isEqualTo(ExitReason.shutdown());
            assertThat(directory.resolve("s")).doesNotExist();
        }
    }

    @Test
    @DisplayName("a machine that comes back is read again, and half a line stays a line of its own")
    void reconnection() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            for (var text : List.of("first\nhal", "f\nsecond\n")) {
                try (var machine = machine()) {
                    say(machine, text);
                }
            }
            nursery.terminate("reader");
            assertThat(texts(log)).containsExactly("first", "hal", "f", "second");
        }
    }

    @Test
    @DisplayName("ten megabytes in one line are kept in memory a few pieces at a time")
    void flood() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            try (var machine = machine()) {
                var piece = "x".repeat(1024 * 1024);
                for (int count = 0; count < 10; count++) {
                    say(machine, piece);
                }
            }
            nursery.terminate("reader");
            assertThat(log.text()).hasLineCount(10 * 1024 * 1024 / LineSplitter.LONGEST_LINE);
        }
    }

    @Test
    @DisplayName("a log that nobody can write to any more crashes the reader, time and again, and it is no silence")
    void closedLog() throws Exception {
        try (var nursery = Nursery.of(reader(closedLog("log")))) {
            for (int time = 0; time < 3; time++) {
                nursery.awaitUp("reader");
                try (var machine = machine()) {
                    say(machine, "anybody there?\n");
                    assertThat(nursery.awaitEnd("reader").cause().orElseThrow())
                            .hasMessageContaining("cannot write the console log");
                }
            }
        }
    }

    private ConsoleLog closedLog(String name) throws IOException {
        var log = ConsoleLog.in(directory.resolve(name));
        log.close();
        return log;
    }

    @Test
    @DisplayName("a full disk crashes the reader")
    @NeedsHost(files = "/dev/full")
    void fullDisk() throws Exception {
        var log = ConsoleLog.in(Path.of("/dev/full"));
        try (var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            try (var machine = machine()) {
                say(machine, "too much\n");
                assertThat(nursery.awaitEnd("reader").cause().orElseThrow().getCause())
                        .hasMessageContaining("No space left");
            }
        }
    }

    @Test
    @DisplayName("a reader that is started anew takes over from the one before while the machine connects again")
    void takeOver() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(crashingAt("boom", log))) {
            for (int round = 0; round < 20; round++) {
                nursery.awaitUp("reader");
                try (var machine = machine()) {
                    awaitHeard(machine, log, "round " + round + "\n");
                    say(machine, "boom\n");
                    nursery.awaitEnd("reader");
                    assertThat(hangsUp(machine)).isTrue();
                }
            }
            nursery.awaitUp("reader");
            nursery.terminate("reader");
            assertThat(texts(log)).hasSize(20).startsWith("round 0").endsWith("round 19");
        }
    }

    /** A reader with a clock that fails the second time that it hears something over a connection. */
    private ChildSpec crashingAt(String word, ConsoleLog log) {
        return ChildSpec.worker("reader", self -> {
            var times = new CountDownLatch(2);
            return ConsoleReader.reading(new UnixListener(directory.resolve("s")), log, input, () -> {
                times.countDown();
                if (times.getCount() == 0) {
                    throw new IllegalStateException(word);
                }
                return NOW;
            }).behavior(self);
        });
    }

    private static boolean hangsUp(SocketChannel machine) {
        try {
            return machine.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    @DisplayName("a reader that is killed hangs up on the machine")
    void killed() throws Exception {
        var spec = reader(ConsoleLog.in(directory.resolve("log")))
                .shutdown(Shutdown.brutalKill());
        try (var nursery = Nursery.of(spec)) {
            nursery.awaitUp("reader");
            try (var machine = machine()) {
                say(machine, "half a line");
                nursery.terminate("reader");
                assertThat(hangsUp(machine)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("readers that are killed are not told of as streams that could not go on")
    void killedQuietly() throws Exception {
        var told = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        told.start();
        root.addAppender(told);
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            for (int time = 0; time < 30; time++) {
                try (var nursery = Nursery.of(reader(log).shutdown(Shutdown.brutalKill()))) {
                    nursery.awaitUp("reader");
                    try (var machine = machine()) {
                        awaitHeard(machine, log);
                        nursery.terminate("reader");
                    }
                }
            }
        } finally {
            root.detachAppender(told);
        }
        assertThat(told.list).extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("cannot create children"));
    }

    @Test
    @DisplayName("a socket that cannot be made is a failed start")
    void noSocket() throws Exception {
        Files.createDirectories(directory.resolve("s/full"));
        try (var log = ConsoleLog.in(directory.resolve("log"));
                var nursery = Nursery.of(reader(log).restart(Restart.TEMPORARY))) {
            assertThat(nursery.awaitEnd("reader").cause().orElseThrow()).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("what is typed reaches the machine as it was typed, with nothing before, between or after it")
    void typed() throws Exception {
        var text = "  first 'line'\n\n\"second\"\t\\n é \n\u0003no end";
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            try (var machine = machine()) {
                awaitHeard(machine, log);
                type(text).get(1, TimeUnit.MINUTES);
                type("; more").get(1, TimeUnit.MINUTES);
                machine.shutdownOutput();
                assertThat(hear(machine)).isEqualTo(text + "; more");
            }
        }
    }

    @Test
    @DisplayName("a machine that comes back is typed to where it is now")
    void typedAfterReconnection() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            for (int time = 0; time < 20; time++) {
                try (var machine = machine()) {
                    awaitHeard(machine, log);
                    type("time " + time).get(1, TimeUnit.MINUTES);
                    machine.shutdownOutput();
                    assertThat(hear(machine)).isEqualTo("time " + time);
                }
            }
        }
    }

    @Test
    @DisplayName("nothing is typed while nobody is connected: not yet, not any more, and not after the reader's end")
    void typedToNobody() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            assertRefused(type("too early"), "nothing was typed: the console is not connected");
            try (var machine = machine()) {
                awaitHeard(machine, log);
            }
            assertRefused(type("too late"), "console");
            try (var machine = machine()) {
                awaitHeard(machine, log);
            }
            nursery.terminate("reader");
            assertRefused(type("much too late"), "nothing was typed: the console is not connected");
        }
    }

    @Test
    @DisplayName("typing to a machine that does not read fails when it hangs up, and keeps nobody from hearing it")
    void typedToDeafEars() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log")); var nursery = Nursery.of(reader(log))) {
            nursery.awaitUp("reader");
            CompletableFuture<Void> first;
            CompletableFuture<Void> second;
            try (var machine = machine()) {
                awaitHeard(machine, log);
                first = type("x".repeat(10_000_000));
                second = type("y");
                awaitHeard(machine, log);
                assertThat(first).isNotDone();
            }
            assertRefused(first, "the console hung up before it had all that was typed");
            assertRefused(second, "the console hung up before it had all that was typed");
            nursery.terminate("reader");
            assertThat(nursery.awaitEnd("reader")).isEqualTo(ExitReason.shutdown());
        }
    }

    private CompletableFuture<Void> type(String text) {
        return input.type(text.getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
    }

    private static void assertRefused(CompletableFuture<Void> typing, String why) {
        assertThat(typing).failsWithin(Nursery.PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessageContaining(why);
    }

    /** Has the machine say something, and waits until that is read. */
    private static void awaitHeard(SocketChannel machine, ConsoleLog log) throws Exception {
        awaitHeard(machine, log, "here I am\n");
    }

    private static void awaitHeard(SocketChannel machine, ConsoleLog log, String text) throws Exception {
        var end = log.end();
        say(machine, text);
        log.growth(end).toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    /** All that the machine is told until the reader hangs up. */
    private static String hear(SocketChannel machine) throws IOException {
        return new String(Channels.newInputStream(machine).readAllBytes(), StandardCharsets.UTF_8);
    }
}
