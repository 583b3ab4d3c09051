package dev.espalier.report;

import java.nio.charset.Charset;
import java.util.Map;

import dev.espalier.terminal.StandardStream;

/**
 * What the output understands.
 *
 * @param kind    whether a line can be drawn again
 * @param palette whether it shows colours
 * @param charset what text is written in
 */
public record TerminalStyle(Kind kind, Palette palette, Charset charset) {
    public enum Kind {
        LIVE,
        LINES
    }

    public enum Palette {
        COLOUR,
        PLAIN
    }

    /**
     * The style of this process's standard output. Colours and a live line need a terminal that is not {@code dumb};
     * {@code NO_COLOR}, if it is set to anything, keeps the live line and takes the colours.
     */
    public static TerminalStyle ofStandardOutput(Map<String, String> environment) {
        return of(environment, StandardStream.OUTPUT.target(), Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name())));
    }

    /** @param output what the output is connected to, such as {@code /dev/pts/3} or {@code pipe:[4711]} */
    static TerminalStyle of(Map<String, String> environment, String output, Charset charset) {
        var moves = StandardStream.isTerminal(output) && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        var colours = moves && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TerminalStyle(moves ? Kind.LIVE : Kind.LINES, colours ? Palette.COLOUR : Palette.PLAIN, charset);
    }

    /** The same, for who shares the terminal with somebody else. */
    public TerminalStyle inLines() {
        return new TerminalStyle(Kind.LINES, palette, charset);
    }

    /** The symbol if the charset has it, the word otherwise. */
    String symbol(String symbol, String word) {
        return charset.newEncoder().canEncode(symbol) ? symbol : word;
    }

    String coloured(Colour colour, String text) {
        return switch (palette) {
            case COLOUR -> "\u001b[" + colour.code + "m" + text + "\u001b[0m";
            case PLAIN -> text;
        };
    }

    enum Colour {
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        FAINT("2"),
        BOLD("1");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
