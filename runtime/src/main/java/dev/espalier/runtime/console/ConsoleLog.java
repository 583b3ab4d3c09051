package dev.espalier.runtime.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Everything a console said, in a file, and its last lines in memory. It outlives the reader that fills it: a restarted
 * reader goes on where the last one stopped.
 */
public final class ConsoleLog implements Closeable {
    private static final int LINES_IN_MEMORY = 1000;
    private static final int READ_AT_ONCE = 256 * 1024;

    private final Path file;
    private final OutputStream output;
    private final Consumer<ConsoleLine> listener;
    private final Deque<ConsoleLine> last = new ArrayDeque<>();
    private CompletableFuture<Void> growth = new CompletableFuture<>();
    private long end;

    private ConsoleLog(Path file, OutputStream output, Consumer<ConsoleLine> listener) {
        this.file = file;
        this.output = output;
        this.listener = listener;
    }

    /** Begins a log in {@code file}, replacing what was there. */
    public static ConsoleLog in(Path file) throws IOException {
        return in(file, line -> {});
    }

    /** @param listener hears of each line when it is in the log; returns soon */
    public static ConsoleLog in(Path file, Consumer<ConsoleLine> listener) throws IOException {
        return new ConsoleLog(file, Files.newOutputStream(file), listener);
    }

    public void add(ConsoleLine line) {
        append(line).complete(null);
        listener.accept(line);
    }

    /** Who waited for growth is told by whoever calls this, when others may use the log again. */
    private synchronized CompletableFuture<Void> append(ConsoleLine line) {
        var bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            output.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the console log " + file, e);
        }
        end += bytes.length;
        last.addLast(line);
        if (last.size() > LINES_IN_MEMORY) {
            last.removeFirst();
        }
        var grown = growth;
        growth = new CompletableFuture<>();
        return grown;
    }

    /** The last lines, oldest first: at most {@code count}, and at most {@value #LINES_IN_MEMORY}. */
    public synchronized List<ConsoleLine> tail(int count) {
        return last.stream().skip(Math.max(0, last.size() - count)).toList();
    }

    /** All lines so far, each with a line end. */
    public synchronized String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console log " + file, e);
        }
    }

    /** The place behind all that is there now. */
    public synchronized long end() {
        return end;
    }

    /** Completes when there is something behind {@code place}, maybe at once. */
    public synchronized CompletionStage<Void> growth(long place) {
        return end > place ? CompletableFuture.completedStage(null) : growth.minimalCompletionStage();
    }

    /**
     * A line of the log.
     *
     * @param next the place of the line after it
     */
    public record PlacedLine(String text, long next) {}

    /**
     * Lines from {@code place} on, in order: a bounded number of those that are there already, none only at the end. Keeps
     * nobody from adding more.
     */
    public List<PlacedLine> read(long place) {
        var until = end();
        try (var channel = FileChannel.open(file)) {
            for (long room = READ_AT_ONCE;; room *= 2) {
                var lines = lines(channel, place, Math.min(room, until - place));
                if (!lines.isEmpty() || room >= until - place) {
                    return lines;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console log " + file, e);
        }
    }

    private static List<PlacedLine> lines(FileChannel channel, long place, long length) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(Math.max(0, length)));
        while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {
            // until all is read
        }
        var lines = new ArrayList<PlacedLine>();
        var begin = 0;
        for (int at = 0; at < bytes.position(); at++) {
            if (bytes.get(at) == '\n') {
                var text = new String(bytes.array(), begin, at - begin, StandardCharsets.UTF_8);
                lines.add(new PlacedLine(text, place + at + 1));
                begin = at + 1;
            }
        }
        return lines;
    }

    public Path file() {
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        output.close();
    }
}
