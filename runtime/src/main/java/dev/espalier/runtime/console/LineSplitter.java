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
        var lines = new ArrayList<String>();
        var begin = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(take(bytes, begin, at));
                begin = at + 1;
            } else if (pending.size() + at - begin == longest) {
                lines.add(take(bytes, begin, at));
                begin = at;
            }
        }
        pending.write(bytes, begin, bytes.length - begin);
        return lines;
    }

    /** What came after the last line end, at the end of the stream. */
    public Optional<String> rest() {
        return pending.size() == 0 ? Optional.empty() : Optional.of(take());
    }

    /** The line of what is pending and of some bytes more. */
    private String take(byte[] bytes, int begin, int end) {
        pending.write(bytes, begin, end - begin);
        return take();
    }

    private String take() {
        var text = pending.toString(StandardCharsets.UTF_8);
        pending.reset();
        var end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(0, end);
    }
}
