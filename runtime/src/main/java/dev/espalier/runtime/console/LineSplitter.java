package dev.espalier.runtime.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a stream of bytes into lines of bounded length. Not safe for use by two threads. */
public final class LineSplitter {
    /** Unless told, a longer line is cut into pieces of this many bytes: a guest must not fill our memory with one line. */
    public static final int LONGEST_LINE = 16 * 1024;

    private final int longest;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    public LineSplitter() {
        this(LONGEST_LINE);
    }

    /** @param longest of how many bytes a line may be before it is cut */
    public LineSplitter(int longest) {
        this.longest = longest;
    }

    /** The lines that {@code bytes} completes. */
    public List<String> accept(byte[] bytes) {
        return accept(bytes, 0, bytes.length);
    }

    /** The lines that {@code length} bytes complete, of which the first is at {@code from}. */
    public List<String> accept(byte[] bytes, int from, int length) {
        var lines = new ArrayList<String>();
        var end = from + length;
        var begin = from;
        while (begin < end) {
            var room = longest - pending.size();
            var bound = Math.min(end, begin + room + 1);
            var at = lineEnd(bytes, begin, bound);
            if (at < bound) {
                lines.add(take(bytes, begin, at));
                begin = at + 1;
            } else if (at - begin > room) {
                lines.add(take(bytes, begin, begin + room));
                begin += room;
            } else {
                pending.write(bytes, begin, end - begin);
                begin = end;
            }
        }
        return lines;
    }

    /** Where the line that begins at {@code begin} ends; {@code bound} if not before that. */
    private static int lineEnd(byte[] bytes, int begin, int bound) {
        var at = begin;
        while (at < bound && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** What came after the last line end, at the end of the stream. */
    public Optional<String> rest() {
        return pending.size() == 0 ? Optional.empty() : Optional.of(take());
    }

    /** The line of what is pending and of some bytes more. */
    private String take(byte[] bytes, int begin, int end) {
        if (pending.size() == 0) {
            return text(bytes, begin, end);
        }
        pending.write(bytes, begin, end - begin);
        return take();
    }

    private String take() {
        var line = pending.toByteArray();
        pending.reset();
        return text(line, 0, line.length);
    }

    private static String text(byte[] bytes, int begin, int end) {
        var last = end;
        while (last > begin && bytes[last - 1] == '\r') {
            last--;
        }
        return new String(bytes, begin, last - begin, StandardCharsets.UTF_8);
    }
}
