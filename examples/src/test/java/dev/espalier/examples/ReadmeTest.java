package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
    private static final Path README = Examples.DIRECTORY.resolveSibling("README.md");

    @ParameterizedTest
    @ValueSource(strings = {"java", "json"})
    @DisplayName("what the README shows of a test stands word for word in an example")
    void quotes(String language) throws IOException {
        var examples = examples();
        assertThat(readme().blocks(language)).isNotEmpty()
                .allSatisfy(block -> assertThat(examples).as("a file below examples/ with %s", block.lines())
                        .anyMatch(block::isQuotedFrom));
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit", "embedding"})
    @DisplayName("so does what the pages about JUnit and about embedding show")
    void quotesOfPages(String name) throws IOException {
        var examples = examples();
        var page = new Markdown(Files.readString(README.resolveSibling("docs/" + name + ".md")));
        assertThat(page.blocks("java")).isNotEmpty()
                .allSatisfy(block -> assertThat(examples).as("a file below examples/ with %s", block.lines())
                        .anyMatch(block::isQuotedFrom));
    }

    @Test
    @DisplayName("the README begins with two commands: one that runs the example, one that runs all tests")
    void commands() throws IOException {
        assertThat(readme().blocks().getFirst().lines()).map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .filteredOn(command -> !command.isEmpty())
                .containsExactly("./espalier --setup run examples/two-nodes", "./espalier --setup verify");
    }

    @Test
    @DisplayName("a block is found whatever its indentation, and not if a word differs")
    void blocks() {
        var blocks = new Markdown("""
                Text
                ```java
                    one.start();

                    two.start();
                ```
                1. In a list:
                   ```sh
                   ls
                   ```
                """).blocks();
        assertThat(blocks).containsExactly(
                new Markdown.Block("java", List.of("one.start();", "", "two.start();")),
                new Markdown.Block("sh", List.of("ls")));
        assertThat(blocks.getFirst().isQuotedFrom("{\n  one.start();\n  \n  two.start();\n}")).isTrue();
        assertThat(blocks.getFirst().isQuotedFrom("one.start();\n\ntwo.crash();")).isFalse();
    }

    private static Markdown readme() throws IOException {
        assumeTrue(Files.exists(README), "there is no README.md yet");
        return new Markdown(Files.readString(README));
    }

    /** The texts of all examples, for the command and for JUnit. */
    private static List<String> examples() throws IOException {
        var directories = Stream.concat(Examples.scripts().stream(), Stream.of(Examples.DIRECTORY.resolve("src")))
                .toList();
        var texts = new ArrayList<String>();
        for (var directory : directories) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }
}
