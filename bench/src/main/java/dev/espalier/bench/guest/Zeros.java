package dev.espalier.bench.guest;

import java.io.InputStream;
import java.util.Arrays;

/** So many zero bytes: what is sent to guests, and what they are told to send. */
final class Zeros extends InputStream {
    private static final int BLOCK = 65_536;

    private long left;

    Zeros(long bytes) {
        left = bytes;
    }

    /** The command that writes them; whole blocks, as other ways to say it are slower than what they write to. */
    static String command(long bytes) {
        return "dd if=/dev/zero bs=" + BLOCK + " count=" + bytes / BLOCK + " 2>/dev/null";
    }

    /** The command that reads them. */
    static String reading(long bytes) {
        return "dd bs=" + BLOCK + " count=" + bytes / BLOCK + " iflag=fullblock of=/dev/null 2>/dev/null";
    }

    @Override
    public int read() {
        return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
        if (left == 0) {
            return -1;
        }
        var count = (int) Math.min(length, left);
        Arrays.fill(buffer, from, from + count, (byte) 0);
        left -= count;
        return count;
    }
}
