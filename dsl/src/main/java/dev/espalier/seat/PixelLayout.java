package dev.espalier.seat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the bits of a pixel are a colour.
 *
 * @param bits  of a pixel, 16, 24 or 32
 * @param red   which of them are red, as those of {@code green} and {@code blue}; each is a run of bits
 * @param order of its bytes
 */
record PixelLayout(int bits, int red, int green, int blue, ByteOrder order) {

    /** @throws IllegalArgumentException if a pixel has another size, or not all three colours in it */
    PixelLayout {
        if ((bits != 16 && bits != 24 && bits != 32) || red == 0 || green == 0 || blue == 0) {
            throw new IllegalArgumentException("pixels of " + bits + " bits that are no colours");
        }
    }

    /** As a PC's graphics cards have them: 5, 6 and 5 bits, or a byte for each colour. */
    static PixelLayout ofPc(int bits) {
        return bits == 16
                ? new PixelLayout(bits, 0xf800, 0x07e0, 0x001f, ByteOrder.LITTLE_ENDIAN)
                : new PixelLayout(bits, 0xff0000, 0x00ff00, 0x0000ff, ByteOrder.LITTLE_ENDIAN);
    }

    int bytes() {
        return bits / Byte.SIZE;
    }

    /** The colour of the pixel at a place, with a byte for each of red, green and blue. */
    int rgb(ByteBuffer picture, int at) {
        var pixel = 0;
        for (var index = 0; index < bytes(); index++) {
            var shift = order == ByteOrder.LITTLE_ENDIAN ? index : bytes() - 1 - index;
            pixel |= Byte.toUnsignedInt(picture.get(at + index)) << (shift * Byte.SIZE);
        }
        return shade(pixel, red) << 16 | shade(pixel, green) << 8 | shade(pixel, blue);
    }

    private static int shade(int pixel, int mask) {
        var shift = Integer.numberOfTrailingZeros(mask);
        var most = mask >>> shift;
        return (int) (255L * ((pixel & mask) >>> shift) / Integer.toUnsignedLong(most));
    }
}
