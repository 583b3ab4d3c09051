package dev.espalier.backends.microvm;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * When a program that stands in for a monitor was at work, told in a file beside its socket: until it listened, and for each
 * call from the connection that brought it to the answer.
 */
public final class StrictTimes implements Closeable {
    /** By which its script tells it when it was started. */
    static final String BEGUN = "STRICT_BEGUN";

    private static final String LISTENING = "listening";
    public static final String FILE = "times";

    private final OutputStream file;

    private StrictTimes(OutputStream file) {
        this.file = file;
    }

    /**
     * Something that it did, in microseconds since the epoch.
     *
     * @param what method and path of a call
     */
    public record Span(long begin, long end, String what) {

        private static Span parse(String line) {
            var words = line.split(" ", 3);
            return new Span(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
        }

        private String line() {
            return begin + " " + end + " " + what + "\n";
        }
    }

    static StrictTimes beside(Path socket) throws IOException {
        return new StrictTimes(Files.newOutputStream(socket.resolveSibling(FILE)));
    }

    /** Of the one that has, or had, its socket in that directory; in the order in which it did it. */
    public static List<Span> in(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve(FILE)).stream().map(Span::parse).toList();
    }

    /** How many microseconds it was at work, with several things or one. */
    public static long covered(Collection<Span> spans) {
        var covered = 0L;
        var until = Long.MIN_VALUE;
        for (var span : spans.stream().sorted((one, other) -> Long.compare(one.begin(), other.begin())).toList()) {
            covered += Math.max(0, span.end() - Math.max(span.begin(), until));
            until = Math.max(until, span.end());
        }
        return covered;
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Whoever has no such script has been there since its own program began. */
    void listening() throws IOException {
        var end = now();
        var begun = Optional.ofNullable(System.getenv(BEGUN)).map(Long::valueOf).orElse(end);
        write(new Span(begun, end, LISTENING));
    }

    void answered(long begin, String call) throws IOException {
        write(new Span(begin, now(), call));
    }

    private synchronized void write(Span span) throws IOException {
        file.write(span.line().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
