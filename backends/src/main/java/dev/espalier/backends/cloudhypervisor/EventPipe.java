package dev.espalier.backends.cloudhypervisor;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.espalier.runtime.process.BriefProcess;

/**
 * The named pipe that events come through. Its reader has it open for writing too, so neither side waits for the other, and is
 * told of its end by a byte that no event has: nothing else wakes whoever reads a pipe.
 */
final class EventPipe implements Closeable {
    private static final byte END = 0;
    private static final int CHUNK = 8 * 1024;

    private final RandomAccessFile pipe;
    private final AtomicBoolean ending = new AtomicBoolean();

    private EventPipe(RandomAccessFile pipe) {
        this.pipe = pipe;
    }

    /** Makes one, in the place of any that is there. */
    static void make(Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        var unused = BriefProcess.run(List.of("mkfifo", "-m", "600", "--", file.toString()), "");
    }

    static EventPipe open(Path file) throws IOException {
        return new EventPipe(new RandomAccessFile(file.toFile(), "rw"));
    }

    /** Reads until this is closed, and all that came before; blocks in the kernel, for a platform thread. */
    void read(Consumer<byte[]> reader) throws IOException {
        try (pipe) {
            var chunk = new byte[CHUNK];
            for (var count = pipe.read(chunk); count >= 0; count = pipe.read(chunk)) {
                var end = end(chunk, count);
                if (end > 0) {
                    reader.accept(Arrays.copyOf(chunk, end));
                }
                if (end < count) {
                    return;
                }
            }
        }
    }

    private static int end(byte[] chunk, int count) {
        var end = 0;
        while (end < count && chunk[end] != END) {
            end++;
        }
        return end;
    }

    /** Lets {@link #read} come to its end. */
    @Override
    public void close() throws IOException {
        if (ending.compareAndSet(false, true)) {
            pipe.write(END);
        }
    }
}
