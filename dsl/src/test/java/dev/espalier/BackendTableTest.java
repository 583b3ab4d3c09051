package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Backend;
import dev.espalier.tck.Specs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds the README to what the backends say of themselves. */
class BackendTableTest {
    private static final String HEADING = "## What runs machines";

    @Test
    @DisplayName("the README's table of backends has what the installed backends say of themselves, and nothing else")
    void table() throws Exception {
        var readme = Files.readString(Path.of("../README.md"));
        var section = readme.substring(readme.indexOf(HEADING) + HEADING.length());
        assertThat(section.substring(0, section.indexOf("\n## ")).lines().filter(line -> line.startsWith("|")))
                .containsExactlyElementsOf(rendered());
    }

    private static List<String> rendered() {
        var head = Stream.of("| backend | machines | network | beyond commands | needs |", "|---|---|---|---|---|");
        return Stream.concat(head, Backends.installed().all().stream().map(BackendTableTest::row)).toList();
    }

    private static String row(Backend backend) {
        var description = backend.description();
        var capabilities = backend.capabilities(Specs.of(NodeSpec.of("any", new ImageSpec.Tiny())))
                .stream()
                .map(Class::getSimpleName)
                .sorted()
                .toList();
        return "| `%s` | %s | %s | %s | %s |".formatted(backend.name(), description.machines(), description.network(),
                words(capabilities), words(description.packages()));
    }

    private static String words(List<String> words) {
        return words.isEmpty()
                ? "nothing"
                : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
