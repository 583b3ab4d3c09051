package dev.espalier.runtime.console;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
    private FileChannel channel;
    private long first;
    private long start;
    private long end;

    private TwoFiles(Path file, long limitOfEach, FileChannel channel) {
        this.file = file;
        this.limitOfEach = limitOfEach;
        this.channel = channel;
    }

    /** Begins anew in {@code file}, replacing what was there. */
    static TwoFiles at(Path file, long limitOfEach) throws IOException {
        Files.deleteIfExists(before(file));
        return new TwoFiles(file, limitOfEach, begun(file));
    }

    private static FileChannel begun(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    private static Path before(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /**
     * Appends a line, which stays in one piece, and a line end; they can be read after a {@link #flush}. If that fails, or this
     * does, lines that were not flushed are lost.
     */
    void append(byte[] line) throws IOException {
        var length = line.length + 1;
        var before = end - start + unwritten.size();
        if (before > 0 && before + length > limitOfEach) {
            flush();
            turn();
        }
        unwritten.writeBytes(line);
        unwritten.write('\n');
        if (unwritten.size() >= WRITE_AT_ONCE) {
            flush();
        }
    }

    /** What can fail for want of room comes first: then everything stays as it is. */
    private void turn() throws IOException {
        var next = begun(next(file));
        channel.close();
        channel = next;
        Files.move(file, before(file), StandardCopyOption.REPLACE_EXISTING);
        Files.move(next(file), file);
        first = start;
        start = end;
    }

    void flush() throws IOException {
        var bytes = ByteBuffer.wrap(unwritten.toByteArray());
        unwritten.reset();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            forgetPart(e);
            throw e;
        }
        end += bytes.limit();
    }

    /** A full disk takes the beginning of what it has no room for. */
    private void forgetPart(IOException failure) {
        try {
            channel.truncate(end - start);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The place behind the last byte that can be read. */
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
        channel.close();
    }
}
