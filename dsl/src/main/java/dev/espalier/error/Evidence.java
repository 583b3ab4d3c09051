package dev.espalier.error;

import java.util.List;

/** How evidence is laid out in an error's message: one headed block each, cut to what a person reads. */
final class Evidence {
    private static final int MOST_LINES = 40;

    private final StringBuilder text;

    Evidence(String summary) {
        this.text = new StringBuilder(summary);
    }

    Evidence blocks(List<Finding> findings) {
        findings.forEach(finding -> block(finding.heading(), finding.text()));
        return this;
    }

    Evidence block(String heading, String content) {
        return block(heading, content.lines().toList());
    }

    Evidence block(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            var left = Math.max(0, lines.size() - MOST_LINES);
            text.append("\n  ").append(heading).append(left == 0 ? ":" : " (last " + MOST_LINES + " lines):");
            lines.stream().skip(left).forEach(line -> text.append("\n    ").append(line));
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
