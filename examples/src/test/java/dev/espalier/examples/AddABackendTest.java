package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the page for authors of backends to the code that is there. */
class AddABackendTest {
    private static final Path PROJECT = Examples.DIRECTORY.resolveSibling("");
    private static final List<Path> SOURCES = List.of(
            Examples.DIRECTORY.resolve("src/test/java/dev/espalier/examples/cell"),
            PROJECT.resolve("backends/src/main/java"));

    @Test
    @DisplayName("what the page shows of a backend stands word for word in one, or in its tests")
    void quotes() throws IOException {
        var page = new Markdown(Files.readString(PROJECT.resolve("docs/add-a-backend.md")));
        var sources = new ArrayList<String>();
        for (var directory : SOURCES) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        assertThat(page.blocks("java")).isNotEmpty()
                .allSatisfy(block -> assertThat(sources).as("a file with %s", block.lines())
                        .anyMatch(block::isQuotedFrom));
    }
}
