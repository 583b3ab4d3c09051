package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VgaTextTest {
    /** As QEMU's VGA has them after 78 lines were scrolled. */
    private static final List<Integer> SCROLLED = List.of(0x4f, 0x1f, 0x4f, 0x18, 0x60, 0x8f, 0x28);

    private static byte[] memory(int firstPlace, String text) {
        var memory = new byte[VgaText.MEMORY_SIZE];
        for (int at = 0; at < memory.length; at += 2) {
            memory[at] = ' ';
            memory[at + 1] = 0x07;
        }
        var characters = text.getBytes(Charset.forName("IBM437"));
        for (int at = 0; at < characters.length; at++) {
            memory[(firstPlace + at) * 2 % VgaText.MEMORY_SIZE] = characters[at];
        }
        return memory;
    }

    @Test
    @DisplayName("the registers tell columns, rows and where the screen begins")
    void geometry() {
        assertThat(VgaText.of(SCROLLED)).isEqualTo(new VgaText(80, 25, 80, 78 * 80));
        assertThat(VgaText.of(List.of(0x4f, 0x1f, 0x47, 0, 0, 0x8f, 0x28))).as("a font of 8 lines")
                .isEqualTo(new VgaText(80, 50, 80, 0));
    }

    @Test
    @DisplayName("text mode is told from graphics, and from text elsewhere in memory")
    void mode() {
        assertThat(VgaText.isText(0x0e)).isTrue();
        assertThat(VgaText.isText(0x0f)).isFalse();
        assertThat(VgaText.isText(0x05)).isFalse();
        assertThat(VgaText.isText(0x0a)).isFalse();
    }

    @Test
    @DisplayName("lines come without the blanks at their ends, and blank lines only between others")
    void lines() {
        var screen = new VgaText(80, 25, 80, 0);
        assertThat(screen.in(memory(0, "first" + " ".repeat(155) + " third"))).isEqualTo("first\n\n third");
        assertThat(screen.in(memory(0, ""))).isEmpty();
    }

    @Test
    @DisplayName("a scrolled screen begins later, and goes on at the beginning of the memory")
    void scrolled() {
        var lastRow = VgaText.MEMORY_SIZE / 2 - 80;
        var screen = new VgaText(80, 2, 80, lastRow);
        assertThat(screen.in(memory(lastRow, "above" + " ".repeat(75) + "below"))).isEqualTo("above\nbelow");
    }

    @Test
    @DisplayName("bytes are the characters of code page 437, also those that Java takes for control characters")
    void characters() {
        var all = new byte[256];
        for (int value = 0; value < all.length; value++) {
            all[value] = (byte) value;
        }
        var decoded = CodePage437.decode(all);
        assertThat(decoded.substring(0x20, 0x7f)).isEqualTo(new String(all, 0x20, 0x5f, Charset.forName("IBM437")));
        assertThat(decoded.substring(0x80)).isEqualTo(new String(all, 0x80, 0x80, Charset.forName("IBM437")));
        assertThat(decoded.substring(0, 0x20)).startsWith(" ☺☻").endsWith("∟↔▲▼").hasSize(0x20);
        assertThat(decoded.charAt(0x7f)).isEqualTo('⌂');
    }
}
