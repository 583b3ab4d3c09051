package dev.espalier.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PictureTest {

    /** Two colors side by side, each eight pixels wide. */
    private static Picture picture(int left, int right) throws IOException {
        var image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) {
                image.setRGB(x, y, x < 8 ? left : right);
            }
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Picture.ofPng(png.toByteArray());
    }

    @Test
    @DisplayName("colors become shades")
    void shades() throws IOException {
        var picture = picture(0xffffff, 0x00ff00);
        assertThat(picture.width()).isEqualTo(16);
        assertThat(picture.height()).isEqualTo(8);
        assertThat(picture.shade(0, 0)).isEqualTo(255);
        assertThat(picture.shade(15, 7)).isEqualTo(149);
    }

    @Test
    @DisplayName("doubled it is the same picture, larger")
    void doubled() throws IOException {
        var doubled = picture(0xffffff, 0x000000).doubled();
        assertThat(doubled.width()).isEqualTo(32);
        assertThat(doubled.height()).isEqualTo(16);
        assertThat(doubled.shade(6, 8)).isEqualTo(255);
        assertThat(doubled.shade(26, 8)).isZero();
    }

    @Test
    @DisplayName("negated, dark is light")
    void negated() throws IOException {
        var picture = picture(0x000000, 0x404040);
        assertThat(picture.isDark()).isTrue();
        assertThat(picture.negated().isDark()).isFalse();
        assertThat(picture.negated().shade(0, 0)).isEqualTo(255);
        assertThat(picture.negated().shade(15, 0)).isEqualTo(255 - 0x40);
    }

    @Test
    @DisplayName("a graymap has its size and then its shades, row by row")
    void pgm() throws IOException {
        var pgm = picture(0xffffff, 0x000000).pgm();
        assertThat(new String(pgm, StandardCharsets.ISO_8859_1)).isEqualTo(
                "P5 16 8 255\n" + ("\u00ff".repeat(8) + "\u0000".repeat(8)).repeat(8));
    }

    @Test
    @DisplayName("what is no picture is refused")
    void garbage() {
        assertThatThrownBy(() -> Picture.ofPng(new byte[]{1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }
}
