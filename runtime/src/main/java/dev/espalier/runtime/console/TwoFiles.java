package dev.espalier.runtime.console;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The latest bytes of all that was ever appended, each known by its place among all of them. They are in a file, and when that
 * is full, in the one before it, too. Not safe for use by two threads, but for the channels it opens.
 */
final class TwoFiles implements Closeable {

    /**
     * Some of the bytes, which stay readable whatever is appended meanwhile.
     *
     * @param first the place of the first byte
     * @param end   the place behind the last
     */
    record Opened(FileChannel channel, long first, long end) implements Closeable {

        /** At most {@code most} bytes from {@code place} on. */
        byte[] read(long place, long most) throws IOException {
            var bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(most, end - place)));
            while (bytes.hasRemaining() && channel.read(bytes, place - first + bytes.position()) >= 0) {
                // until all is read
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final int WRITE_AT_ONCE = 64 * 1024;

    private final Path file;
    private final long limitOfEach;
    private OutputStream output;
    private long first;
    private long start;
    private long end;

    private TwoFiles(Path file, long limitOfEach, OutputStream output) {
        this.file = file;
        this.limitOfEach = limitOfEach;
        this.output = output;
    }

    /** Begins anew in {@code file}, replacing what was there. */
    static TwoFiles at(Path file, long limitOfEach) throws IOException {
        Files.deleteIfExists(before(file));
        return new TwoFiles(file, limitOfEach, begun(file));
    }

    private static OutputStream begun(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), WRITE_AT_ONCE);
    }

    private static Path before(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** Appends a line, which stays in one piece, and a line end; they can be read after a {@link #flush}. */
    void append(byte[] line) throws IOException {
        var length = line.length + 1;
        if (end > start && end - start + length > limitOfEach) {
            turn();
        }
        output.write(line);
        output.write('\n');
        end += length;
    }

    private void turn() throws IOException {
        output.close();
        Files.move(file, before(file), StandardCopyOption.REPLACE_EXISTING);
        output = begun(file);
        first = start;
        start = end;
    }

    void flush() throws IOException {
        output.flush();
    }

    /** The place behind the last byte. */
    long end() {
        return end;
    }

    /** Where one has to read for what is at {@code place}, or if that is gone, for the first that is there. */
    Opened open(long place) throws IOException {
        return place >= start || first == start
                ? new Opened(FileChannel.open(file), start, end)
                : new Opened(FileChannel.open(before(file)), first, start);
    }

    /** All that is there. */
    byte[] all() throws IOException {
        var last = Files.readAllBytes(file);
        if (first == start) {
            return last;
        }
        var before = Files.readAllBytes(before(file));
        return ByteBuffer.allocate(before.length + last.length).put(before).put(last).array();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
