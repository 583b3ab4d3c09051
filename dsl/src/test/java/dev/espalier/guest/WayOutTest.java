package dev.espalier.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayOutTest {

    @ParameterizedTest
    @DisplayName("Ctrl-] is a key as any other until it comes for the third time in a row, which ends what is typed")
    @CsvSource({"ls, ls", "a], a]", "a]]b]]c, a]]b]]c", "a]]]b, a]]", "]]]]]], ]]", "'', ''"})
    void out(String typed, String passed) throws IOException {
        for (var chunk : new int[]{1, 2, 100}) {
            var input = new WayOut(new ByteArrayInputStream(keys(typed)));
            var seen = new StringBuilder();
            var bytes = new byte[chunk];
            for (var count = input.read(bytes, 0, chunk); count >= 0; count = input.read(bytes, 0, chunk)) {
                seen.append(new String(bytes, 0, count, StandardCharsets.US_ASCII));
            }
            assertThat(seen.toString().getBytes(StandardCharsets.US_ASCII)).isEqualTo(keys(passed));
        }
    }

    private static byte[] keys(String text) {
        return text.replace(']', (char) 0x1d).getBytes(StandardCharsets.US_ASCII);
    }
}
