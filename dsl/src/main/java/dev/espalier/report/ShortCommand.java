package dev.espalier.report;

import dev.espalier.source.PrintableText;

/** A shell command on one line, cut off where it gets long. */
final class ShortCommand {
    private static final int LONGEST = 70;

    private ShortCommand() {}

    static String of(String command) {
        var line = PrintableText.of(command.strip().replaceAll("\\s+", " "));
        return line.length() <= LONGEST ? "`" + line + "`" : "`" + line.substring(0, LONGEST) + "…`";
    }
}
