package dev.espalier.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private static List<String> lines(byte[]... pieces) {
        var splitter = new LineSplitter();
        var lines = new ArrayList<String>();
        for (var piece : pieces) {
            lines.addAll(splitter.accept(piece));
        }
        splitter.rest().ifPresent(lines::add);
        return lines;
    }

    private static List<String> lines(String text) {
        return lines(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("each line end ends a line, and what is left is one too")
    void lineEnds() {
        assertThat(lines("")).isEmpty();
        assertThat(lines("a\n\nb\n")).containsExactly("a", "", "b");
        assertThat(lines("a\nb")).containsExactly("a", "b");
    }

    @Test
    @DisplayName("a console's carriage returns before a line end are no text")
    void carriageReturns() {
        assertThat(lines("a\r\nb\r\r\n\r\n")).containsExactly("a", "b", "");
        assertThat(lines("10%\r20%\r\n")).containsExactly("10%\r20%");
    }

    @Test
    @DisplayName("what is not UTF-8 is replaced, and the line goes on")
    void malformed() {
        assertThat(lines(new byte[]{'a', (byte) 0xff, 'b', '\n'})).containsExactly("a\ufffdb");
        assertThat(lines(new byte[]{(byte) 0xe2, (byte) 0x82, '\n', 'c'})).containsExactly("\ufffd", "c");
    }

    @Test
    @DisplayName("a character may arrive in pieces")
    void characterInPieces() {
        var euro = "€\n".getBytes(StandardCharsets.UTF_8);
        assertThat(lines(Arrays.copyOf(euro, 1), Arrays.copyOfRange(euro, 1, euro.length))).containsExactly("€");
    }

    @Test
    @DisplayName("the longest line is one line, and a longer one is cut")
    void longLines() {
        var longest = "x".repeat(LineSplitter.LONGEST_LINE);
        assertThat(lines(longest + "\ny\n")).containsExactly(longest, "y");
        assertThat(lines(longest + "z\ny\n")).containsExactly(longest, "z", "y");
        assertThat(lines(longest + longest)).containsExactly(longest, longest);
    }

    @Test
    @DisplayName("the longest line is as long as its user says")
    void longestLine() {
        var splitter = new LineSplitter(3);
        assertThat(splitter.accept("abc\nabcd\n".getBytes(StandardCharsets.UTF_8))).containsExactly("abc", "abc", "d");
    }

    @Test
    @DisplayName("a line may begin in one piece, be as long as may be, and end in another")
    void longestLineInPieces() {
        var splitter = new LineSplitter(3);
        assertThat(splitter.accept("ab".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(splitter.accept("c".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(splitter.accept("\nabc".getBytes(StandardCharsets.UTF_8))).containsExactly("abc");
        assertThat(splitter.accept("d\n".getBytes(StandardCharsets.UTF_8))).containsExactly("abc", "d");
    }

    @Test
    @DisplayName("of an array only the part that it is given is text")
    void partOfAnArray() {
        var splitter = new LineSplitter();
        assertThat(splitter.accept("no\nyes\nhal\nno".getBytes(StandardCharsets.UTF_8), 3, 7)).containsExactly("yes");
        assertThat(splitter.rest()).hasValue("hal");
    }

    @Property
    @Label("any cut gives the same lines")
    void cuts(@ForAll("console") byte[] bytes, @ForAll List<Integer> cuts) {
        assertThat(lines(pieces(bytes, cuts))).isEqualTo(lines(bytes));
    }

    @Property
    @Label("no byte of plain text is lost")
    void nothingLost(@ForAll("console") byte[] bytes) {
        var plain = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~\\n]", "");
        assertThat(String.join("", lines(plain))).isEqualTo(plain.replace("\n", ""));
    }

    private static byte[][] pieces(byte[] bytes, List<Integer> cuts) {
        var places = new ArrayList<Integer>(List.of(0));
        cuts.stream().map(cut -> Math.floorMod(cut, bytes.length + 1)).sorted().forEach(places::add);
        places.add(bytes.length);
        var pieces = new byte[places.size() - 1][];
        for (int piece = 0; piece < pieces.length; piece++) {
            pieces[piece] = Arrays.copyOfRange(bytes, places.get(piece), places.get(piece + 1));
        }
        return pieces;
    }

    /** Text, line ends of all kinds, bytes that are no text, and lines about as long as they may be. */
    @Provide
    Arbitrary<byte[]> console() {
        var words = Arbitraries.oneOf(
                Arbitraries.of("\n", "\r\n", "\r", "text", "é€𐐷").map(word -> word.getBytes(StandardCharsets.UTF_8)),
                Arbitraries.integers()
                        .between(-3, 3)
                        .map(more -> "x".repeat(LineSplitter.LONGEST_LINE + more)
                                .getBytes(StandardCharsets.UTF_8)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(5));
        return words.list().ofMaxSize(20).map(LineSplitterTest::joined);
    }

    private static byte[] joined(List<byte[]> words) {
        var all = new ByteArrayOutputStream();
        words.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
