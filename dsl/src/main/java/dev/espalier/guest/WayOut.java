package dev.espalier.guest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is typed, up to the third Ctrl-] in a row. Up to then nothing is kept back. */
final class WayOut extends FilterInputStream {
    private static final int KEY = 0x1d;
    private static final int TIMES = 3;

    private int seen;

    WayOut(InputStream typed) {
        super(typed);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (seen >= TIMES) {
            return -1;
        }
        var count = super.read(bytes, from, length);
        for (int i = 0; i < count; i++) {
            seen = bytes[from + i] == KEY ? seen + 1 : 0;
            if (seen == TIMES) {
                return i == 0 ? -1 : i;
            }
        }
        return count;
    }
}
