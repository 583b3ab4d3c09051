package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.run.TestPreparation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleScriptsTest {

    static List<Path> scripts() throws IOException {
        return Examples.scripts();
    }

    @Test
    @DisplayName("the example that the documentation begins with is among them")
    void twoNodes() throws IOException {
        assertThat(scripts()).contains(Examples.DIRECTORY.resolve("two-nodes"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @DisplayName("every example's configuration is sound and its script compiles")
    void check(Path example) throws IOException {
        assertThat(TestPreparation.of(example).configuration().cluster().nodes()).isNotEmpty();
    }
}
