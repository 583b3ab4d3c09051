package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void isCreatedWithThoseAboveAndLeftEmpty() throws IOException {
        var output = OutputDirectory.create(parent.resolve("a/b"));
        assertThat(output.path()).isEmptyDirectory();
        assertThat(output.junitXml()).isEqualTo(parent.resolve("a/b/junit.xml"));
        assertThat(output.events()).isEqualTo(parent.resolve("a/b/events.jsonl"));
        assertThat(output.consoleLog("web")).isEqualTo(parent.resolve("a/b/console-web.log"));
    }

    @Test
    void mayBeThereAlready() {
        OutputDirectory.create(parent);
        assertThat(OutputDirectory.create(parent).path()).isEqualTo(parent);
    }

    @Test
    void isNoFileNorInOne() throws IOException {
        var file = Files.createFile(parent.resolve("file"));
        assertThatThrownBy(() -> OutputDirectory.create(file)).isInstanceOf(OutputDirectoryException.class)
                .hasMessageContaining(file + " is no directory");
        assertThatThrownBy(() -> OutputDirectory.create(file.resolve("below")))
                .isInstanceOf(OutputDirectoryException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--output-directory");
    }

    @Test
    void hasToBeWritable() {
        assertThatThrownBy(() -> OutputDirectory.create(Path.of("/proc/self/espalier")))
                .isInstanceOf(OutputDirectoryException.class)
                .hasMessageContaining("/proc");
    }
}
