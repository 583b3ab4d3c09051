package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpilogueTest {

    @TempDir
    private Path directory;

    private Path page() throws IOException {
        return Files.createFile(directory.resolve("report.html"));
    }

    private static Again again(String... arguments) {
        return new Again(List.of(arguments), Optional.empty());
    }

    @Test
    @DisplayName("who passed is told where the report is, who did not also how to run the test again, and how to see its machines")
    void again() throws IOException {
        var epilogue = new Epilogue(page(), new Again(List.of("run", "-o", "out", "my-test"),
                Optional.of(List.of("run", "--interactive", "my-test"))));
        assertThat(epilogue.lines(ExitCode.PASSED)).containsExactly(
                "report: " + directory.resolve("report.html"));
        assertThat(epilogue.lines(ExitCode.FAILED)).endsWith("again:  espalier run -o out my-test",
                "prompt: espalier run --interactive my-test");
    }

    @Test
    @DisplayName("the command is one that a shell takes, and drives no terminal")
    void quoted() throws IOException {
        assertThat(new Epilogue(page(), again("run", "my test's", "\u001b[2J")).lines(ExitCode.TIMED_OUT)).last()
                .isEqualTo("again:  espalier run 'my test'\\''s' ''");
    }

    @Test
    @DisplayName("nobody is sent to a report that could not be written")
    void unwritten() {
        assertThat(new Epilogue(directory.resolve("report.html"), again("run", "x")).lines(ExitCode.FAILED))
                .containsExactly("again:  espalier run x");
    }
}
