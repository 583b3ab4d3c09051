package dev.espalier.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptKeysTest {

    @ParameterizedTest
    @DisplayName("Ctrl-D, where it begins a line, is the end for good; anywhere else it is a key")
    @CsvSource({"Dab, ''", "ab/D, ab/", "aDb/c, aDb/c", "aCDb, aC", "aXD, aXD", "ab, ab"})
    void end(String typed, String passed) throws IOException {
        var keys = new PromptKeys(new ByteArrayInputStream(keys(typed)));
        assertThat(keys.readAllBytes()).isEqualTo(keys(passed));
        assertThat(keys.read()).isEqualTo(-1);
    }

    private static byte[] keys(String text) {
        return text.replace('D', (char) 4)
                .replace('C', (char) 3)
                .replace('X', (char) 0x7f)
                .replace('/', '\r')
                .getBytes(StandardCharsets.US_ASCII);
    }
}
