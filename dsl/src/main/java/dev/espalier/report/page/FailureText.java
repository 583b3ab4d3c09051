package dev.espalier.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a failure says after its first line, as blocks: a line that ends with a colon is the heading of the lines below it that
 * are further to the right.
 */
record FailureText(List<Block> blocks) {
    private static final String INDENT = " ";

    /** @param heading none above lines that have none */
    record Block(Optional<String> heading, String text) {}

    static FailureText of(String text) {
        var lines = text.stripTrailing().stripIndent().lines().toList();
        var blocks = new ArrayList<Block>();
        var from = 0;
        while (from < lines.size()) {
            var headed = isHeading(lines, from);
            var begin = headed ? from + 1 : from;
            var end = begin;
            while (end < lines.size() && !(headed ? endsHeaded(lines.get(end)) : isHeading(lines, end))) {
                end++;
            }
            blocks.add(new Block(headed ? Optional.of(heading(lines.get(from))) : Optional.empty(),
                    lines.subList(begin, end).stream().collect(Collectors.joining("\n")).stripIndent()));
            from = end;
        }
        return new FailureText(blocks.stream().filter(block -> !block.text().isBlank()).toList());
    }

    private static boolean isHeading(List<String> lines, int at) {
        var line = lines.get(at);
        return !line.isBlank() && !line.startsWith(INDENT) && line.endsWith(":") && at + 1 < lines.size()
                && lines.get(at + 1).startsWith(INDENT);
    }

    private static boolean endsHeaded(String line) {
        return !line.isBlank() && !line.startsWith(INDENT);
    }

    private static String heading(String line) {
        return line.substring(0, line.length() - 1);
    }
}
