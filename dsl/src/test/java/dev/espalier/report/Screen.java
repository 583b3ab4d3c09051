package dev.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a person sees of what was written to a terminal; it knows the few controls we use and refuses others. */
final class Screen {
    private static final Pattern PIECE = Pattern.compile(
            "(?<newline>\n)|(?<return>\r)|(?<erase>\u001b\\[K)|(?<style>\u001b\\[(?:\\?7[lh]|\\d*m))|(?<text>[^\\x00-\\x1f\\x7f-\\x9f]+)");

    private Screen() {}

    /** The lines from the top, without blanks at their ends; an empty last line is left out. */
    static List<String> after(String written) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        var column = 0;
        var pieces = PIECE.matcher(written);
        var end = 0;
        for (; pieces.find() && pieces.start() == end; end = pieces.end()) {
            if (pieces.group("newline") != null) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                column = 0;
            } else if (pieces.group("return") != null) {
                column = 0;
            } else if (pieces.group("erase") != null) {
                line.setLength(column);
            } else if (pieces.group("text") != null) {
                line.replace(column, Math.min(line.length(), column + pieces.group().length()), pieces.group());
                column += pieces.group().length();
            }
        }
        if (end < written.length()) {
            throw new AssertionError("not for a terminal: " + written.substring(end).codePointAt(0));
        }
        if (!line.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
