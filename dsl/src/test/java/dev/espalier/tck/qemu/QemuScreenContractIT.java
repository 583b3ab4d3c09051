package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;

import javax.imageio.ImageIO;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.seat.LoosePattern;
import dev.espalier.seat.TextRecognition;
import dev.espalier.tck.ScreenContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A text screen. */
@NeedsTools("tesseract")
class QemuScreenContractIT extends ScreenContract {
    QemuScreenContractIT() {
        super(QemuUnderTest.TINY);
    }

    @Test
    @DisplayName("text on a text screen is read exactly, also when it has scrolled, and every character that there is")
    void textScreen() {
        for (var lines : new int[]{10, 25, 100, 1000}) {
            show("for n in $(seq 1 " + lines + "); do printf 'line %04d `~!@#$%%^&*()_+{}|:<>?\\n' $n; done");
            assertThat(one.getScreenText()).contains("line %04d `~!@#$%%^&*()_+{}|:<>?".formatted(lines))
                    .isEqualTo(one.succeed("fold -w 80 /dev/vcs1 | sed 's/ *$//'").stripTrailing());
        }
        assertThat(one.screen().textVariants()).containsExactly(one.getScreenText());
    }

    @Test
    @DisplayName("a plain word is recognised on its picture")
    void recognition() throws Exception {
        show("echo; echo '   Welcome to the machine'");
        var png = one.screen().png();
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(720);
        assertThat(picture.getHeight()).isEqualTo(400);
        var recognition = new TextRecognition(command -> command);
        assertThat(recognition.read(png)).hasSize(3).anyMatch(new LoosePattern("welcome")::foundIn);
    }
}
