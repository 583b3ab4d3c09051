package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.espalier.report.TerminalStyle.Kind;
import dev.espalier.report.TerminalStyle.Palette;
import org.junit.jupiter.api.Test;

class TerminalStyleTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void aTerminalIsLiveAndColoured() {
        assertThat(style(XTERM, "/dev/pts/3")).isEqualTo(
                new TerminalStyle(Kind.LIVE, Palette.COLOUR, StandardCharsets.UTF_8));
    }

    @Test
    void noColorTakesTheColoursOnly() {
        assertThat(style(Map.of("TERM", "xterm", "NO_COLOR", "1"), "/dev/pts/3")).isEqualTo(
                new TerminalStyle(Kind.LIVE, Palette.PLAIN, StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyNoColorMeansNothing() {
        assertThat(style(Map.of("TERM", "xterm", "NO_COLOR", ""), "/dev/pts/3").palette()).isEqualTo(Palette.COLOUR);
    }

    @Test
    void pipesFilesAndDumbTerminalsGetPlainLines() {
        var lines = new TerminalStyle(Kind.LINES, Palette.PLAIN, StandardCharsets.UTF_8);
        assertThat(style(XTERM, "pipe:[4711]")).isEqualTo(lines);
        assertThat(style(XTERM, "/tmp/log")).isEqualTo(lines);
        assertThat(style(Map.of("TERM", "dumb"), "/dev/pts/3")).isEqualTo(lines);
        assertThat(style(Map.of(), "/dev/pts/3")).isEqualTo(lines);
    }

    @Test
    void theTestsOwnOutputHasAStyle() {
        assertThat(TerminalStyle.ofStandardOutput(Map.of())).extracting(TerminalStyle::kind).isEqualTo(Kind.LINES);
    }

    private static TerminalStyle style(Map<String, String> environment, String output) {
        return TerminalStyle.of(environment, output, StandardCharsets.UTF_8);
    }
}
