package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void ofATextEverythingIsText() {
        assertThat(Markup.text("<b onclick='x'>\"a\" & b</b>").html())
                .isEqualTo("&lt;b onclick=&#39;x&#39;&gt;&quot;a&quot; &amp; b&lt;/b&gt;");
    }

    @Test
    void linesStayLinesAndWhatDrivesATerminalIsGone() {
        assertThat(Markup.text("one\r\n\u001b[31mtwo\u001b[0m\n\0\u202e").html()).isEqualTo("one\ntwo\n\\x00\\u202e");
    }

    @Test
    void markupStaysAndAHoleInAValueIsNone() {
        assertThat(Markup.of("<p id=\"{}\">{} and {}</p>", 1, new Markup("<b>x</b>"), "{}").html())
                .isEqualTo("<p id=\"1\"><b>x</b> and {}</p>");
    }

    @Test
    void thereAreAsManyValuesAsHoles() {
        assertThatThrownBy(() -> Markup.of("{}")).hasMessageContaining("too few");
        assertThatThrownBy(() -> Markup.of("{}", 1, 2)).hasMessageContaining("too many");
    }

    @Property
    void noTextCanLeaveItsPlace(@ForAll String text) {
        assertThat(Markup.text(text).html()).doesNotContainPattern("[<>\"'\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")
                .doesNotContainPattern("&(?!amp;|lt;|gt;|quot;|#39;)");
    }
}
