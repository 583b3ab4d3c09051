package dev.espalier.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Bytes that one thread offers and another takes. */
final class TypedBytes extends InputStream {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private final Consumer<TypedBytes> whenClosed;
    private byte[] chunk = END;
    private int next;

    TypedBytes() {
        this(typed -> {});
    }

    TypedBytes(Consumer<TypedBytes> whenClosed) {
        this.whenClosed = whenClosed;
    }

    void offer(byte[] bytes, int count) {
        chunks.add(Arrays.copyOf(bytes, count));
    }

    void end() {
        chunks.add(END);
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? Byte.toUnsignedInt(chunk[next++]) : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        var count = Math.min(length, chunk.length - next);
        System.arraycopy(chunk, next, bytes, from, count);
        next += count;
        return count;
    }

    /** Waits for the next byte. The end is the end for every reader to come. */
    private boolean hasMore() throws InterruptedIOException {
        if (next < chunk.length) {
            return true;
        }
        try {
            chunk = chunks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        next = 0;
        if (chunk.length == 0) {
            end();
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        end();
    }
}
