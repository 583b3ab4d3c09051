package dev.espalier.backends.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts what a guest sends into lines of any length; each byte becomes one character. */
final class ReplyLines {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    List<String> accept(byte[] bytes) {
        var lines = new ArrayList<String>();
        var from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                pending.write(bytes, from, at - from);
                lines.add(stripped(pending.toString(StandardCharsets.ISO_8859_1)));
                pending.reset();
                from = at + 1;
            }
        }
        pending.write(bytes, from, bytes.length - from);
        return lines;
    }

    /** A console that is not raw yet ends its lines with a carriage return too. */
    private static String stripped(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
