package dev.espalier.source;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PrintableTextTest {

    @Example
    void escapeSequencesAreLeftOut() {
        assertThat(PrintableText.of("a\u001b[1;31mb\u001b]8;;http://x\u001b\\c\u009b2Jd\u001bPq\u001b\\e"))
                .isEqualTo("abcde");
    }

    @Example
    void otherControlsAreWrittenOut() {
        assertThat(PrintableText.of("a\tb\rc\u0007\u001b\u202ed\u2028\ud800")).isEqualTo(
                "a b\\x0dc\\x07\\x1b\\u202ed\\u2028\\ud800");
    }

    @Example
    void lettersOfAnyLanguageStay() {
        assertThat(PrintableText.of("äöü 日本語 \ud83d\ude00")).isEqualTo("äöü 日本語 \ud83d\ude00");
    }

    @Property
    void nothingThatDrivesATerminalIsLeft(@ForAll("hostile") String text) {
        assertThat(PrintableText.of(text)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }

    @Provide
    Arbitrary<String> hostile() {
        var pieces = Arbitraries.of("\u001b", "[", "]", "31m", "\u0007", "\u009b", "\u009d", "\u001b\\", "\r", "\n",
                "0;",
                "P", "K", "\u202e", "a", "?", "\u007f");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(3))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
