package dev.espalier.seat;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture in shades of gray, as it is given to text recognition. */
final class Picture {
    private static final int WHITE = 255;

    private final WritableRaster gray;

    private Picture(WritableRaster gray) {
        this.gray = gray;
    }

    static Picture ofPng(byte[] png) {
        try {
            var image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
            if (image == null) {
                throw new IllegalArgumentException("no picture");
            }
            return new Picture(gray(image));
        } catch (IOException e) {
            throw new UncheckedIOException("no PNG", e);
        }
    }

    private static WritableRaster gray(BufferedImage image) {
        var gray = blank(image.getWidth(), image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                var color = image.getRGB(x, y);
                gray.setSample(x, y, 0,
                        ((color >> 16 & 0xff) * 299 + (color >> 8 & 0xff) * 587 + (color & 0xff) * 114) / 1000);
            }
        }
        return gray;
    }

    private static WritableRaster blank(int width, int height) {
        return Raster.createInterleavedRaster(DataBufferByte.TYPE_BYTE, width, height, 1, null);
    }

    int width() {
        return gray.getWidth();
    }

    int height() {
        return gray.getHeight();
    }

    int shade(int x, int y) {
        return gray.getSample(x, y, 0);
    }

    private byte[] shades() {
        return ((DataBufferByte) gray.getDataBuffer()).getData();
    }

    /** Twice as wide and as high, with the steps smoothed. */
    Picture doubled() {
        var doubled = blank(2 * width(), 2 * height());
        new AffineTransformOp(AffineTransform.getScaleInstance(2, 2), AffineTransformOp.TYPE_BICUBIC).filter(gray,
                doubled);
        return new Picture(doubled);
    }

    Picture negated() {
        var negated = blank(width(), height());
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                negated.setSample(x, y, 0, WHITE - shade(x, y));
            }
        }
        return new Picture(negated);
    }

    boolean isDark() {
        var shades = shades();
        var sum = 0L;
        for (var shade : shades) {
            sum += shade & 0xff;
        }
        return sum < shades.length * (WHITE / 2L);
    }

    /** As a portable graymap, which is little more than its shades. */
    byte[] pgm() {
        var header = ("P5 " + width() + " " + height() + " " + WHITE + "\n").getBytes(StandardCharsets.US_ASCII);
        var pgm = Arrays.copyOf(header, header.length + shades().length);
        System.arraycopy(shades(), 0, pgm, header.length, shades().length);
        return pgm;
    }
}
