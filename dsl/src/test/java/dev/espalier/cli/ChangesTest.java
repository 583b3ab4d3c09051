package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ChangesTest {
    private static final Duration QUIET = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a file that is written, replaced, made or removed has changed, and no other has")
    void changes() throws Exception {
        var written = Files.createFile(directory.resolve("written"));
        var replaced = Files.createFile(directory.resolve("replaced"));
        var removed = Files.createFile(directory.resolve("removed"));
        var made = directory.resolve("made");
        try (var changes = Changes.of(List.of(written, replaced, removed, made), QUIET)) {
            Files.writeString(directory.resolve("other"), "of no interest");
            Files.writeString(written, "new");
            assertThat(changes.await()).containsExactly(written);
            Files.move(Files.createFile(directory.resolve("replaced~")), replaced, StandardCopyOption.REPLACE_EXISTING);
            assertThat(changes.await()).containsExactly(replaced);
            Files.delete(removed);
            Files.createFile(made);
            assertThat(changes.await()).containsExactlyInAnyOrder(removed, made);
        }
    }

    @Test
    @DisplayName("what changes before one waits counts, and what follows at once belongs to it")
    void settled() throws Exception {
        var one = Files.createFile(directory.resolve("one"));
        var two = Files.createFile(directory.resolve("two"));
        try (var changes = Changes.of(List.of(one, two), Duration.ofSeconds(1))) {
            Files.writeString(one, "1");
            Files.writeString(two, "2");
            assertThat(changes.await()).containsExactly(one, two);
        }
    }
}
