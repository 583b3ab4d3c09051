package dev.espalier.backends.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.espalier.runtime.io.Wire;

/** A command's input on its way to the guest: exactly as long as was said, unless nobody wants it any more. */
final class InputTransfer implements Wire.Transfer {
    private static final int CHUNK = 64 * 1024;

    private enum Wish {
        SEND,
        FORGET
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private final ShellInput input;
    private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.SEND);
    private final AtomicReference<Optional<IOException>> failure = new AtomicReference<>(Optional.empty());

    InputTransfer(ShellInput input) {
        this.input = input;
    }

    @Override
    public void writeTo(OutputStream guest) throws IOException {
        var buffer = new byte[CHUNK];
        try (var source = noting(input.source()::open)) {
            var left = input.length();
            while (left > 0 && wish.get() == Wish.SEND) {
                var wanted = (int) Math.min(buffer.length, left);
                var missing = left;
                var count = noting(() -> read(source, buffer, wanted, missing));
                guest.write(buffer, 0, count);
                guest.flush();
                left -= count;
            }
        }
    }

    private static int read(InputStream source, byte[] buffer, int wanted, long missing) throws IOException {
        var count = source.read(buffer, 0, wanted);
        if (count < 0) {
            throw new EOFException("the input is " + missing + " bytes shorter than it was");
        }
        return count;
    }

    /** What fails here is the host's fault, not that of the way to the guest. */
    private <T> T noting(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException e) {
            failure.set(Optional.of(e));
            throw e;
        } catch (RuntimeException e) {
            var broken = new IOException(e);
            failure.set(Optional.of(broken));
            throw broken;
        }
    }

    /** Ends it soon. */
    void forget() {
        wish.set(Wish.FORGET);
    }

    /** Why the input could not be had, if so. */
    Optional<IOException> failure() {
        return failure.get();
    }
}
