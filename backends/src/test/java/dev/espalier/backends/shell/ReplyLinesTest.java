package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplyLinesTest {

    private static List<String> lines(ReplyLines lines, String... pieces) {
        var all = new ArrayList<String>();
        Arrays.stream(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1))
                .forEach(
                        piece -> all.addAll(lines.accept(piece)));
        return all;
    }

    @Property
    @Label("any cut gives the same lines")
    void cuts(@ForAll @CharRange(from = '\n', to = '\u000f') String text) {
        var letters = text.chars().mapToObj(Character::toString).toArray(String[]::new);
        var whole = lines(new ReplyLines(1000), text);
        assertThat(lines(new ReplyLines(1000), letters)).isEqualTo(whole);
    }

    @Test
    @DisplayName("a line ends with a line feed, and a carriage return before it is no text")
    void lineEnds() {
        assertThat(lines(new ReplyLines(100), "a\r\n\nb\rc\nrest")).containsExactly("a", "", "b\rc");
    }

    @Test
    @DisplayName("of an endless line only the beginning is kept")
    void endless() {
        assertThat(lines(new ReplyLines(5), "abc", "def", "ghi\nnext\n")).containsExactly("abcde", "next");
    }
}
