package dev.espalier.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;

class SourceFileTest {

    @Example
    void linesEndInThreeWays() {
        var source = of("a\nbc\r\nd\re");
        assertThat(source.position(3)).isEqualTo(new SourcePosition(2, 2));
        assertThat(source.position(6)).isEqualTo(new SourcePosition(3, 1));
        assertThat(source.position(99)).isEqualTo(new SourcePosition(4, 2));
        assertThat(source.line(2)).isEqualTo("bc");
        assertThat(source.line(9)).isEmpty();
    }

    @Example
    void theCaretIsUnderThePlaceWhateverStandsBeforeIt() {
        assertThat(of("\t\u001bx\ud83d\ude00y").excerpt(new SourcePosition(1, 6)).lines()).containsExactly(
                "  1 |  \\x1bx\ud83d\ude00y", "    |        ^");
    }

    @Property
    void aPositionPointsAtItsCharacter(@ForAll @Chars({'a', '\n', '\r', '\t'}) String text) {
        var source = of(text);
        for (var offset = 0; offset < text.length(); offset++) {
            var position = source.position(offset);
            var line = source.line(position.line());
            if (text.charAt(offset) != '\n' && text.charAt(offset) != '\r') {
                assertThat(line.charAt(position.column() - 1)).isEqualTo(text.charAt(offset));
            }
        }
    }

    @Property
    void anyPlaceHasAnExcerptOfTwoLines(@ForAll String text, @ForAll short line, @ForAll short column) {
        var position = new SourcePosition(Math.max(1, line), Math.max(1, column));
        assertThat(of(text).excerpt(position).split(System.lineSeparator())).hasSize(2);
    }

    private static SourceFile of(String text) {
        return new SourceFile(Path.of("file"), text);
    }
}
