package dev.espalier.backends.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class HttpAnswerPropertiesTest {

    private static void isAnAnswerOrRefused(byte[] bytes) {
        try {
            assertThat(HttpAnswer.read(new ByteArrayInputStream(bytes)).status()).isBetween(200, 599);
        } catch (IOException refused) {
            assertThat(refused).message().isNotBlank();
        }
    }

    @Property
    @Label("any bytes are an answer or refused")
    void bytes(@ForAll byte[] bytes) {
        isAnAnswerOrRefused(bytes);
    }

    @Property
    @Label("so are pieces of answers in any order")
    void pieces(@ForAll("words") List<String> words) {
        isAnAnswerOrRefused(String.join("", words).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    static Arbitrary<List<String>> words() {
        return Arbitraries
                .of("HTTP/1.1 ", "HTTP/1.0 ", "100", "200", "204", "400", "999", " OK", "\r\n", "\n", "\r\n\r\n",
                        "Content-Length: ", "content-length:", "0", "7", "-1", "99999999999",
                        "Transfer-Encoding: chunked", ":",
                        "{\"fault_message\": \"no\"}", "\0", "\u00ff")
                .list()
                .ofMaxSize(20);
    }

    @Property
    @Label("what is sent as an answer is read as it was")
    void whole(@ForAll("finals") int status, @ForAll @StringLength(max = 200) String body) throws IOException {
        var text = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var bytes = ("HTTP/1.1 " + status + " X\r\nContent-Length: " + text.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + text + "more").getBytes(StandardCharsets.UTF_8);
        assertThat(HttpAnswer.read(new ByteArrayInputStream(bytes))).isEqualTo(new HttpAnswer(status, text));
    }

    @Provide
    static Arbitrary<Integer> finals() {
        return Arbitraries.integers().between(200, 599);
    }
}
