package dev.espalier.backends.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a guest sends into lines; each byte becomes one character. Of a longer line than a reply can be only the
 * beginning is kept: a guest must not fill our memory.
 */
final class ReplyLines {
    /** Some 48 MB of output. */
    static final int LONGEST_LINE = 64 * 1024 * 1024;

    private final int longest;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    ReplyLines(int longest) {
        this.longest = longest;
    }

    List<String> accept(byte[] bytes) {
        var lines = new ArrayList<String>();
        var from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                keep(bytes, from, at);
                lines.add(stripped(pending.toString(StandardCharsets.ISO_8859_1)));
                pending.reset();
                from = at + 1;
            }
        }
        keep(bytes, from, bytes.length);
        return lines;
    }

    private void keep(byte[] bytes, int from, int to) {
        pending.write(bytes, from, Math.min(to - from, longest - pending.size()));
    }

    /** A console that is not raw yet ends its lines with a carriage return too. */
    private static String stripped(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
