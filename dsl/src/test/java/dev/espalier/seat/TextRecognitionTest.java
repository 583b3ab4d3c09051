package dev.espalier.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import javax.imageio.ImageIO;

import dev.espalier.error.HostNotReady;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TextRecognitionTest {

    private static byte[] blank() throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(720, 400, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    /** Somebody in tesseract's place. */
    private static TextRecognition by(String... command) {
        return new TextRecognition("bash", tesseract -> List.of(command));
    }

    @Test
    @DisplayName("a host without tesseract is told at once what to install")
    void missing() throws IOException {
        var png = blank();
        assertThatThrownBy(() -> new TextRecognition("no-such-tesseract", command -> command).read(png))
                .isInstanceOf(HostNotReady.class)
                .hasMessageContainingAll("no-such-tesseract is not on the PATH", "apt-get install tesseract-ocr");
    }

    @Test
    @DisplayName("a picture is offered twice as large in both polarities, first as dark text on light, and then as it is")
    void variants() throws IOException {
        assertThat(
                by("bash", "-c", "head -n 1; od -An -tu1 -N1").read(blank()).map(text -> text.replaceAll("\\s+", " ")))
                .containsExactly("P5 1440 800 255 255", "P5 1440 800 255 0", "P5 720 400 255 0");
    }

    @Test
    @DisplayName("a tesseract that fails, even before it looks at the picture, is a host's problem with a remedy")
    void failing() throws IOException {
        var png = blank();
        assertThatThrownBy(() -> by("bash", "-c", "exit 3").read(png).toList()).isInstanceOf(HostNotReady.class)
                .hasMessageContainingAll("exit status 3", "apt-get install tesseract-ocr tesseract-ocr-eng");
    }
}
