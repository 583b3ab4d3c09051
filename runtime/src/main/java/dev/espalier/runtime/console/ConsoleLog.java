package dev.espalier.runtime.console;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Everything a console said, in a file, and its last lines in memory. It outlives the reader that fills it: a restarted
 * reader goes on where the last one stopped.
 */
public final class ConsoleLog implements Closeable {
    private static final int LINES_IN_MEMORY = 1000;

    private final Path file;
    private final BufferedWriter writer;
    private final Deque<ConsoleLine> last = new ArrayDeque<>();

    private ConsoleLog(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Begins a log in {@code file}, replacing what was there. */
    public static ConsoleLog in(Path file) throws IOException {
        return new ConsoleLog(file, Files.newBufferedWriter(file));
    }

    public synchronized void add(ConsoleLine line) {
        try {
            writer.write(line.text());
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the console log " + file, e);
        }
        last.addLast(line);
        if (last.size() > LINES_IN_MEMORY) {
            last.removeFirst();
        }
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

    public Path file() {
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
