package dev.espalier.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person sees of what was written to a terminal; it knows the few controls we use and refuses others. */
final class Screen {
    private static final Pattern PIECE = Pattern.compile("(?<newline>\n)|(?<return>\r)|(?<up>\u001b\\[A)"
            + "|(?<erase>\u001b\\[J)|(?<style>\u001b\\[(?:\\?7[lh]|\\d*m))|(?<text>[^\\x00-\\x1f\\x7f-\\x9f]+)");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    private Screen() {}

    /** The lines from the top, without blanks at their ends; an empty last line is left out. */
    static List<String> after(String written) {
        var screen = new Screen();
        var pieces = PIECE.matcher(written);
        var end = 0;
        for (; pieces.find() && pieces.start() == end; end = pieces.end()) {
            screen.accept(pieces);
        }
        if (end < written.length()) {
            throw new AssertionError("not for a terminal: " + written.substring(end).codePointAt(0));
        }
        var seen = screen.lines.stream().map(line -> line.toString().stripTrailing()).toList();
        return seen.getLast().isEmpty() ? seen.subList(0, seen.size() - 1) : seen;
    }

    private void accept(Matcher piece) {
        if (piece.group("newline") != null) {
            row++;
            column = 0;
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
        } else if (piece.group("return") != null) {
            column = 0;
        } else if (piece.group("up") != null) {
            row = Math.max(0, row - 1);
        } else if (piece.group("erase") != null) {
            lines.get(row).setLength(column);
            lines.subList(row + 1, lines.size()).clear();
        } else if (piece.group("text") != null) {
            var line = lines.get(row);
            line.repeat(' ', Math.max(0, column - line.length()));
            line.replace(column, Math.min(line.length(), column + piece.group().length()), piece.group());
            column += piece.group().length();
        }
    }
}
