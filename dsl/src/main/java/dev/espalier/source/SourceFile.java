package dev.espalier.source;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A text and the file it was read from. */
public record SourceFile(Path path, String text) {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final int SHOWN_AROUND = 90;

    /**
     * Reads a UTF-8 file; a byte order mark is left out.
     *
     * @throws CharacterCodingException if it is not UTF-8
     * @throws IOException              if it cannot be read
     */
    public static SourceFile read(Path path) throws IOException {
        var text = Files.readString(path);
        return new SourceFile(path, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** Where the character at {@code offset} is; an offset past the end is the end. */
    public SourcePosition position(int offset) {
        var end = Math.clamp(offset, 0, text.length());
        var breaks = LINE_END.matcher(text);
        var line = 1;
        var lineStart = 0;
        while (breaks.find() && breaks.end() <= end) {
            line++;
            lineStart = breaks.end();
        }
        return new SourcePosition(line, end - lineStart + 1);
    }

    /** The text of a line without its end; empty if there is no such line. */
    public String line(int line) {
        var lines = LINE_END.split(text, -1);
        return line >= 1 && line <= lines.length ? lines[line - 1] : "";
    }

    /**
     * The line around {@code position}, a caret under it, safe to print: two lines without a line end. Of a very long
     * line only the part around the position is shown.
     */
    public String excerpt(SourcePosition position) {
        var whole = line(position.line());
        var at = Math.min(position.column() - 1, whole.length());
        var from = at > SHOWN_AROUND ? at - SHOWN_AROUND / 2 : 0;
        var to = Math.min(whole.length(), from + SHOWN_AROUND * 2);
        var before = (from > 0 ? "…" : "") + PrintableText.of(whole.substring(from, at));
        var after = PrintableText.of(whole.substring(at, to)) + (to < whole.length() ? "…" : "");
        var number = String.valueOf(position.line());
        return "  %s | %s%s%n  %s | %s^".formatted(number, before, after, " ".repeat(number.length()),
                " ".repeat(before.codePointCount(0, before.length())));
    }
}
