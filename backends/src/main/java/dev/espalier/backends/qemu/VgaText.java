package dev.espalier.backends.qemu;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where in its memory a VGA in text mode has what it shows: two bytes for each place, the character first. A guest scrolls
 * by moving the start, and what is then beyond the end of the memory is found at its beginning.
 *
 * @param stride how many places lie between the beginnings of two lines
 * @param start  the place that is shown first
 */
record VgaText(int columns, int rows, int stride, int start) {
    static final int MEMORY = 0xb8000;
    static final int MEMORY_SIZE = 0x8000;

    /** The register of the graphics controller that tells text from graphics. */
    static final int MODE = 0x06;
    /** The registers of the CRT controller from which {@link #of} tells the rest. */
    static final List<Integer> GEOMETRY = List.of(0x01, 0x07, 0x09, 0x0c, 0x0d, 0x12, 0x13);

    private static final int MODE_MASK = 0b1101;
    private static final int TEXT_AT_B8000 = 0b1100;

    static boolean isText(int mode) {
        return (mode & MODE_MASK) == TEXT_AT_B8000;
    }

    /** @param geometry the values of {@link #GEOMETRY} */
    static VgaText of(List<Integer> geometry) {
        var lastColumn = geometry.get(0);
        var overflow = geometry.get(1);
        var rowHeight = (geometry.get(2) & 0x1f) + 1;
        var height = (geometry.get(5) | (overflow & 0x02) << 7 | (overflow & 0x40) << 3) + 1;
        return new VgaText(lastColumn + 1, height / rowHeight, geometry.get(6) * 2,
                geometry.get(3) << 8 | geometry.get(4));
    }

    String in(byte[] memory) {
        return IntStream.range(0, rows)
                .mapToObj(row -> row(memory, start + row * stride).stripTrailing())
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    private String row(byte[] memory, int first) {
        var characters = new byte[columns];
        for (int column = 0; column < columns; column++) {
            characters[column] = memory[(first + column) * 2 % MEMORY_SIZE];
        }
        return CodePage437.decode(characters);
    }
}
