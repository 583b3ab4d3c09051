package dev.espalier.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.ImageIO;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestCaptureTest {
    private static final int ORANGE = 0xff8000;
    private static final int BLUE = 0x0000ff;
    private static final int HEADER = 104;
    private static final int COLORS = 2;

    /** A dump of two pixels in a line of twelve bytes, orange and blue, behind a name and a table of colours. */
    private static byte[] xwd(ByteOrder order) {
        var begin = HEADER + COLORS * 12;
        var dump = ByteBuffer.allocate(begin + 12);
        for (var number : new int[]{HEADER, 7, 2, 24, 2, 1, 0, order == ByteOrder.LITTLE_ENDIAN ? 0 : 1, 32, 0, 32, 32,
                12, 4, 0xff0000, 0x00ff00, 0x0000ff, 8, 256, COLORS, 2, 1, 0, 0, 0}) {
            dump.putInt(number);
        }
        dump.put("web\0".getBytes(StandardCharsets.US_ASCII));
        dump.position(begin).order(order).putInt(ORANGE).putInt(BLUE);
        return dump.array();
    }

    private static byte[] said(String form, byte[] bytes) {
        var line = (form + "\n").getBytes(StandardCharsets.US_ASCII);
        var all = Arrays.copyOf(line, line.length + bytes.length);
        System.arraycopy(bytes, 0, all, line.length, bytes.length);
        return all;
    }

    private static BufferedImage image(byte[] said) throws IOException {
        assertThat(GuestCapture.outcome(said)).isInstanceOf(GuestCapture.Taken.class);
        return ImageIO.read(new ByteArrayInputStream(((GuestCapture.Taken) GuestCapture.outcome(said)).png()));
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    @DisplayName("a dump by xwd is a picture in its colours")
    void dump(String order) throws Exception {
        var image = image(
                said("xwd", xwd(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)));
        assertThat(image.getWidth()).isEqualTo(2);
        assertThat(image.getHeight()).isEqualTo(1);
        assertThat(rgb(image, 0, 0)).isEqualTo(ORANGE);
        assertThat(rgb(image, 1, 0)).isEqualTo(BLUE);
    }

    @Test
    @DisplayName("so is a framebuffer, of a byte for each colour or of 16 bits for all, whose lines may be longer than they show")
    void framebuffer() throws Exception {
        var full = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putInt(16, ORANGE).putInt(20, BLUE).array();
        var image = image(said("framebuffer 2 2 16 32", full));
        assertThat(rgb(image, 0, 0)).isZero();
        assertThat(rgb(image, 0, 1)).isEqualTo(ORANGE);
        assertThat(rgb(image, 1, 1)).isEqualTo(BLUE);
        var packed = image(said("framebuffer 2 1 4 16", new byte[]{0x00, (byte) 0xf8, 0x1f, 0x00}));
        assertThat(rgb(packed, 0, 0)).isEqualTo(0xff0000);
        assertThat(rgb(packed, 1, 0)).isEqualTo(BLUE);
    }

    @Test
    @DisplayName("a PNG is passed on, and what is missing is named")
    void words() {
        assertThat(GuestCapture.outcome(said("png", new byte[]{1, 2})))
                .isInstanceOfSatisfying(GuestCapture.Taken.class,
                        taken -> assertThat(taken.png()).containsExactly(1, 2));
        assertThat(GuestCapture.outcome(said("missing grim", new byte[0])))
                .isEqualTo(new GuestCapture.Missing("grim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xwd", "xwd\n", "jpeg\n", "framebuffer 9 9\n", "framebuffer 99999 99999 9999999 32\nx",
            "framebuffer 1 1 4 8\nxxxx", "framebuffer 2 2 1 32\nxxxxxxxxxxxxxxxxxxxxxx"})
    @DisplayName("anything else is no picture")
    void garbage(String said) {
        assertThatThrownBy(() -> GuestCapture.outcome(said.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 1000)
    @Label("a dump that was cut or damaged is a picture or refused")
    void damage(@ForAll("damaged") byte[] dump) {
        try {
            assertThat(GuestCapture.outcome(said("xwd", dump))).isInstanceOf(GuestCapture.Taken.class);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).message().containsAnyOf("picture", "dump", "pixels");
        }
    }

    @Provide
    static Arbitrary<byte[]> damaged() {
        var whole = xwd(ByteOrder.LITTLE_ENDIAN);
        return Combinators.combine(Arbitraries.integers().between(0, whole.length),
                Arbitraries.integers().between(0, whole.length - 1), Arbitraries.bytes()).as((length, at, value) -> {
                    var dump = Arrays.copyOf(whole, length);
                    if (at < length) {
                        dump[at] = value;
                    }
                    return dump;
                });
    }
}
