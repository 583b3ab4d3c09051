package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import javax.imageio.ImageIO;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.WaitTimedOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A screen on which text is nothing but a picture: the guest's kernel cannot write on it, so the test does. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "tesseract"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GraphicsScreenIT {
    /** 640 by 480 in 256 colors. */
    private static final String MODE = "vga=0x301";
    private static final int WIDTH = 640;
    /** The window through which a guest sees its first rows has 64 KiB. */
    private static final int HEIGHT = 100;
    private static final int MARGIN = 30;
    private static final int DOT = 6;
    /** From the beginning of one letter to that of the next. */
    private static final int LETTER = 39;
    private static final byte WHITE = 15;

    private static final Map<Character, List<String>> LETTERS = Map.of(
            'H', List.of("#   #", "#   #", "#   #", "#####", "#   #", "#   #", "#   #"),
            'E', List.of("#####", "#    ", "#    ", "#### ", "#    ", "#    ", "#####"),
            'L', List.of("#    ", "#    ", "#    ", "#    ", "#    ", "#    ", "#####"),
            'O', List.of(" ### ", "#   #", "#   #", "#   #", "#   #", "#   #", " ### "));

    @TempDir
    private Path directory;

    @Test
    @DisplayName("text on a picture is recognised and waited for, and a picture without it is none")
    void recognition() throws Exception {
        var graphics = TestingCluster.tiny("one")
                .options(Options.none().with(QemuBackend.KERNEL_PARAMETERS, List.of(MODE)));
        try (var test = new TestingCluster(directory, graphics)) {
            var one = test.machine("one");
            one.waitForShell();
            assertThatThrownBy(() -> one.waitForText("hello", Duration.ofMillis(1))).isInstanceOf(WaitTimedOut.class);
            one.succeed("{ sleep 1; " + drawing("HELLO") + "; } >/dev/null 2>&1 &");
            one.waitForText("hello", Duration.ofSeconds(60));
            assertThat(one.getScreenText()).isEqualTo("HELLO");
            assertThat(one.screen().textVariants()).hasSize(3).contains("HELLO");
            assertThat(ImageIO.read(one.screenshot("hello").toFile()).getWidth()).isEqualTo(WIDTH);
        }
    }

    /** A command that writes the picture of a word to where the graphics card has what it shows. */
    private static String drawing(String word) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(picture(word));
        }
        return "echo " + Base64.getEncoder().encodeToString(packed.toByteArray())
                + " | base64 -d | gunzip | dd of=/dev/mem bs=4096 conv=notrunc seek=$((0xa0000 / 4096))";
    }

    private static byte[] picture(String word) {
        var picture = new byte[WIDTH * HEIGHT];
        for (int at = 0; at < word.length(); at++) {
            var rows = LETTERS.getOrDefault(word.charAt(at), List.of());
            for (int row = 0; row < rows.size() * DOT; row++) {
                for (int column = 0; column < 5 * DOT; column++) {
                    if (rows.get(row / DOT).charAt(column / DOT) == '#') {
                        picture[(MARGIN + row) * WIDTH + MARGIN + at * LETTER + column] = WHITE;
                    }
                }
            }
        }
        return picture;
    }
}
