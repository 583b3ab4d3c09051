package dev.espalier.backends.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.espalier.runtime.io.Wire;

/** A command's input on its way to the guest: exactly as long as was said, unless nobody wants it any more. */
final class InputTransfer implements Wire.Transfer {
    private static final int CHUNK = 64 * 1024;

    private enum Wish {
        SEND, FORGET
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
        try (var source = input.source().open()) {
            var left = input.length();
            while (left > 0 && wish.get() == Wish.SEND) {
                var count = source.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new EOFException("the input is " + left + " bytes shorter than it was");
                }
                guest.write(buffer, 0, count);
                left -= count;
            }
        } catch (IOException e) {
            failure.set(Optional.of(e));
            throw e;
        }
    }

    /** Ends it soon. */
    void forget() {
        wish.set(Wish.FORGET);
    }

    Optional<IOException> failure() {
        return failure.get();
    }
}
