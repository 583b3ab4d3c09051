package dev.espalier.runtime.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What a console said, in a file, and its last lines in memory. It outlives the reader that fills it: a restarted
 * reader goes on where the last one stopped. When the file is half as long as all may be, it becomes the one before, of the
 * same name with {@code .1} behind it, and a new one begins.
 */
public final class ConsoleLog implements Closeable {
    private static final int LINES_IN_MEMORY = 1000;
    private static final int CHARACTERS_IN_MEMORY = 1024 * 1024;
    private static final int READ_AT_ONCE = 256 * 1024;

    private final Path file;
    private final TwoFiles files;
    private final ConsoleRetention retention;
    private final Consumer<ConsoleLine> listener;
    private final Deque<ConsoleLine> last = new ArrayDeque<>();
    private int charactersInMemory;
    private CompletableFuture<Void> growth = new CompletableFuture<>();

    private ConsoleLog(Path file, TwoFiles files, ConsoleRetention retention, Consumer<ConsoleLine> listener) {
        this.file = file;
        this.files = files;
        this.retention = retention;
        this.listener = listener;
    }

    /** Begins a log of the usual size in {@code file}, replacing what was there. */
    public static ConsoleLog in(Path file) throws IOException {
        return in(file, new ConsoleRetention(ConsoleRetention.DEFAULT_BYTES), line -> {});
    }

    /** @param listener hears of each line when it is in the log, as it is there; returns soon */
    public static ConsoleLog in(Path file, ConsoleRetention retention, Consumer<ConsoleLine> listener)
            throws IOException {
        return new ConsoleLog(file, TwoFiles.at(file, retention.bytes() / 2), retention, listener);
    }

    public void add(ConsoleLine said) {
        add(List.of(said));
    }

    /** Adds lines that were said one after the other. */
    public void add(List<ConsoleLine> said) {
        var lines = said.stream()
                .map(line -> new ConsoleLine(line.at(), retention.asKept().apply(line.text())))
                .toList();
        append(lines).complete(null);
        lines.forEach(listener);
    }

    /** Who waited for growth is told by whoever calls this, when others may use the log again. */
    private synchronized CompletableFuture<Void> append(List<ConsoleLine> lines) {
        try {
            for (var line : lines) {
                files.append(line.text().getBytes(StandardCharsets.UTF_8));
            }
            files.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the console log " + file, e);
        }
        lines.forEach(this::remember);
        var grown = growth;
        growth = new CompletableFuture<>();
        return grown;
    }

    private void remember(ConsoleLine line) {
        last.addLast(line);
        charactersInMemory += line.text().length();
        while (last.size() > LINES_IN_MEMORY || (charactersInMemory > CHARACTERS_IN_MEMORY && last.size() > 1)) {
            charactersInMemory -= last.removeFirst().text().length();
        }
    }

    /**
     * The last lines, oldest first: at most {@code count}, at most {@value #LINES_IN_MEMORY}, and no more than have
     * {@value #CHARACTERS_IN_MEMORY} characters.
     */
    public synchronized List<ConsoleLine> tail(int count) {
        return last.stream().skip(Math.max(0, last.size() - count)).toList();
    }

    /** All lines that are kept, each with a line end. */
    public synchronized String text() {
        try {
            return new String(files.all(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console log " + file, e);
        }
    }

    /** The place behind all that is there now. */
    public synchronized long end() {
        return files.end();
    }

    /** Completes when there is something behind {@code place}, maybe at once. */
    public synchronized CompletionStage<Void> growth(long place) {
        return files.end() > place ? CompletableFuture.completedStage(null) : growth.minimalCompletionStage();
    }

    /**
     * A line of the log.
     *
     * @param next the place of the line after it
     */
    public record PlacedLine(String text, long next) {}

    /**
     * Lines from {@code place} on, or from the first on that is kept, in order: a bounded number of those that are there
     * already, none only at the end. Keeps nobody from adding more.
     */
    public List<PlacedLine> read(long place) {
        try (var opened = open(place)) {
            var from = Math.max(place, opened.first());
            for (long room = READ_AT_ONCE;; room *= 2) {
                var lines = lines(opened.read(from, room), from);
                if (!lines.isEmpty() || room >= opened.end() - from) {
                    return lines;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console log " + file, e);
        }
    }

    private synchronized TwoFiles.Opened open(long place) throws IOException {
        return files.open(place);
    }

    private static List<PlacedLine> lines(byte[] bytes, long place) {
        var lines = new ArrayList<PlacedLine>();
        var begin = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                var text = new String(bytes, begin, at - begin, StandardCharsets.UTF_8);
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
        files.close();
    }
}
