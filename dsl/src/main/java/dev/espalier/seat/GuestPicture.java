package dev.espalier.seat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import javax.imageio.ImageIO;

/**
 * What a guest has in its memory of a picture.
 *
 * @param stride how many bytes from the beginning of a line to that of the next
 * @param layout how its bytes are a colour
 * @param bytes  from the first line on
 */
record GuestPicture(int width, int height, int stride, PixelLayout layout, ByteBuffer bytes) {
    /** More than any screen has, in each direction. */
    private static final int MOST = 16384;

    /** Of a dump in the format of {@code xwd}, whose numbers have their greatest byte first. */
    private static final int XWD_HEADER = 100;
    private static final int XWD_VERSION = 7;
    private static final int XWD_WHOLE_PIXELS = 2;
    private static final int XWD_COLOR = 12;

    /** @throws IllegalArgumentException if there are not so many bytes, or there can be no such picture */
    GuestPicture {
        if (width < 1 || width > MOST || height < 1 || height > MOST || stride < (long) width * layout.bytes()
                || (long) stride * (height - 1) + (long) width * layout.bytes() > bytes.remaining()) {
            throw new IllegalArgumentException("no picture of " + width + " by " + height + " in " + bytes.remaining()
                    + " bytes");
        }
    }

    /**
     * A dump by {@code xwd}.
     *
     * @throws IllegalArgumentException if it is none, or of a screen whose pixels are not colours themselves
     */
    static GuestPicture ofXwd(byte[] dump) {
        var header = ByteBuffer.wrap(dump);
        if (dump.length < XWD_HEADER || header.getInt(4) != XWD_VERSION || header.getInt(8) != XWD_WHOLE_PIXELS) {
            throw new IllegalArgumentException("no dump of a window by xwd");
        }
        var begin = Integer.toUnsignedLong(header.getInt(0)) + XWD_COLOR * Integer.toUnsignedLong(header.getInt(76));
        if (begin > dump.length) {
            throw new IllegalArgumentException("a dump of a window that is cut off");
        }
        var layout = new PixelLayout(header.getInt(44), header.getInt(56), header.getInt(60), header.getInt(64),
                header.getInt(28) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return new GuestPicture(header.getInt(16), header.getInt(20), header.getInt(48), layout,
                header.position((int) begin).slice());
    }

    /** What is in a framebuffer of Linux's on a PC. */
    static GuestPicture ofFramebuffer(int width, int height, int stride, int bits, byte[] memory) {
        return new GuestPicture(width, height, stride, PixelLayout.ofPc(bits), ByteBuffer.wrap(memory));
    }

    byte[] png() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                image.setRGB(x, y, layout.rgb(bytes, y * stride + x * layout.bytes()));
            }
        }
        try {
            var png = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", png)) {
                throw new IllegalStateException("this JDK writes no PNG");
            }
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a PNG", e);
        }
    }
}
