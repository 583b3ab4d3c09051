package dev.espalier.terminal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is typed at a prompt, up to a Ctrl-D that begins a line. The JDK's shell has no such key where it does not read the
 * terminal itself.
 */
final class PromptKeys extends FilterInputStream {
    private static final int END_OF_INPUT = 4;
    private static final int INTERRUPT = 3;

    private int last = '\n';

    PromptKeys(InputStream typed) {
        super(typed);
    }

    @Override
    public int read() throws IOException {
        if (isAtItsEnd()) {
            return -1;
        }
        var key = super.read();
        var begins = last == '\n' || last == '\r' || last == INTERRUPT;
        last = begins && key == END_OF_INPUT ? -1 : key;
        return last;
    }

    private boolean isAtItsEnd() {
        return last < 0;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var key = read();
        if (key < 0) {
            return -1;
        }
        bytes[from] = (byte) key;
        return 1;
    }
}
