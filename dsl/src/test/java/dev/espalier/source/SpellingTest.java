package dev.espalier.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("backend", "image", "vlans", "memory_mib", "cpus", "arguments");

    @ParameterizedTest
    @CsvSource({"bakend, backend", "imgae, image", "vlan, vlans", "memoryMib, memory_mib", "memory-mib, memory_mib",
            "CPUS, cpus", "argumets, arguments"})
    void aTypingErrorIsNear(String word, String meant) {
        assertThat(Spelling.nearest(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"firmware", "x", "ram", "''", "kernel"})
    void anotherWordIsNot(String word) {
        assertThat(Spelling.nearest(word, KNOWN)).isEmpty();
    }

    @Test
    void nothingIsNearNothing() {
        assertThat(Spelling.nearest("word", List.of())).isEmpty();
    }
}
