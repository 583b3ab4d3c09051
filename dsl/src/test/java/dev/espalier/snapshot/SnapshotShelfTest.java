package dev.espalier.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.RestoreRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SnapshotShelfTest {
    private static final SnapshotShelf.Origin ORIGIN = new SnapshotShelf.Origin("web", "qemu", ResetPolicy.REBOOT,
            Map.of("memory", "256 MiB"));
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path directory;

    private Snapshot put(String name) throws IOException {
        return new SnapshotShelf(directory).add(name, ORIGIN, NOW, place -> write(place.resolve("memory"), "bytes"));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("what was put there is found again, with all that is known of it")
    void found() throws Exception {
        put("ready");
        var found = new SnapshotShelf(directory).find("ready").orElseThrow();
        assertThat(found.name()).isEqualTo("ready");
        assertThat(found.machine()).isEqualTo("web");
        assertThat(found.backend()).isEqualTo("qemu");
        assertThat(found.resets()).isEqualTo(ResetPolicy.REBOOT);
        assertThat(found.taken()).isEqualTo(NOW);
        assertThat(found.directory().resolve("memory")).hasContent("bytes");
        assertThat(new SnapshotShelf(directory).find("other")).isEmpty();
    }

    @Test
    @DisplayName("one that is being taken is not found, and one that fails leaves nothing")
    void unfinished() {
        var shelf = new SnapshotShelf(directory);
        assertThatThrownBy(() -> shelf.add("half", ORIGIN, NOW, place -> {
            write(place.resolve("memory"), "half");
            assertThat(shelf.find("half")).isEmpty();
            throw new IllegalStateException("no more");
        })).hasMessage("no more");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("what a process that was killed has left unfinished is known by its name, and removed by it")
    void killed() throws Exception {
        put("ready");
        Files.writeString(Files.createDirectory(directory.resolve(".unfinished-half~77")).resolve("memory"), "ha");
        var shelf = new SnapshotShelf(directory);
        assertThat(shelf.unfinished()).containsExactly("half");
        shelf.remove("half");
        assertThat(shelf.unfinished()).isEmpty();
        assertThat(shelf.find("ready")).isPresent();
        shelf.remove("ready");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("a machine that differs in anything is refused, with both values of each")
    void different() throws Exception {
        var snapshot = put("ready");
        snapshot.requireTraits("other", "qemu", Map.of("memory", "256 MiB"));
        assertThatThrownBy(
                () -> snapshot.requireTraits("other", "vmm", Map.of("memory", "512 MiB", "watchdog", "ib700")))
                .isInstanceOf(RestoreRefused.class)
                .hasMessageContainingAll("other", "backend: there qemu, here vmm",
                        "memory: there 256 MiB, here 512 MiB", "watchdog: there unknown, here ib700", "remedy:");
    }
}
