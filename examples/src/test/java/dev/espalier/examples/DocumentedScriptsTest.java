package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.espalier.run.TestPreparation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages show of test scripts is read and compiled, and not run. */
class DocumentedScriptsTest {
    private static final Path DOCS = Examples.DIRECTORY.resolveSibling("docs");
    private static final Pattern ROW = Pattern.compile("^\\| `[^|]+ \\| `([^`|]+;)` \\|", Pattern.MULTILINE);

    @TempDir
    private Path test;

    @BeforeEach
    void machines() throws IOException {
        var machines = new Markdown(page("write-a-test.md")).blocks("json").findFirst().orElseThrow();
        Files.write(test.resolve("machines.json"), machines.lines());
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    private void compiles(List<String> script) throws IOException {
        Files.write(test.resolve("test.java"), script);
        assertThat(TestPreparation.of(test).configuration().cluster().nodes()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-a-test.md", "debugging.md"})
    @DisplayName("each script of a page compiles with the machines of the page for newcomers")
    void scripts(String name) throws IOException {
        var scripts = new Markdown(page(name)).blocks("java").toList();
        assertThat(scripts).isNotEmpty();
        for (var script : scripts) {
            compiles(script.lines());
        }
    }

    @Test
    @DisplayName("so does each statement in the table for users of attest")
    void attest() throws IOException {
        var statements = ROW.matcher(page("from-attest.md")).results().map(row -> row.group(1)).toList();
        assertThat(statements).hasSizeGreaterThan(30);
        compiles(statements);
    }
}
