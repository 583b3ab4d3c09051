package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.snapshot.PreparedSnapshots;
import dev.espalier.snapshot.Snapshot;
import dev.espalier.snapshot.SnapshotShelf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for later runs: images and snapshots, listed and removed. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KeptFilesTest {
    private static final String TINY = "tiny-0123456789abcdef";
    private static final String DEBIAN = "debian-fedcba9876543210";

    @TempDir
    private Path home;

    private CommandUnderTest espalier;
    private Path cache;

    @BeforeEach
    void cache() {
        espalier = new CommandUnderTest(home);
        cache = home.resolve("cache/espalier");
    }

    private void image(String key, String built) throws IOException {
        var image = Files.createDirectories(cache.resolve("images").resolve(key));
        Files.writeString(image.resolve("manifest.json"), """
                {"key": "%s", "contents": "what is in %s", "suite": "bookworm", "architecture": "amd64",
                 "kernelParameters": [], "packages": {}, "bytes": 41500000, "built": "%s"}""".formatted(key, key,
                built));
    }

    private void snapshot(String name, Instant taken) throws IOException, InterruptedException {
        var unused = new PreparedSnapshots(cache.resolve("snapshots")).get(name,
                (called, shelf) -> added(called, shelf, taken));
    }

    private static Snapshot added(String name, SnapshotShelf shelf, Instant taken) {
        try {
            return shelf.add(name, new SnapshotShelf.Origin("server", "qemu", ResetPolicy.END, Map.of()), taken,
                    directory -> write(directory.resolve("memory"), "m".repeat(2_500_000)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("images are listed, the newest first, and removed by their names")
    void images() throws Exception {
        assertThat(espalier.run("image", "list").out()).isEmpty();
        image(TINY, "2026-01-02T12:04:05Z");
        image(DEBIAN, "2026-02-03T12:05:06Z");
        assertThat(espalier.run("image", "list").out().lines()).satisfiesExactly(
                first -> assertThat(first).startsWith(DEBIAN + "  42 MB  2026-02-03").endsWith("what is in " + DEBIAN),
                second -> assertThat(second).startsWith(TINY + "    42 MB  2026-01-02")
                        .endsWith("what is in " + TINY));

        var removed = espalier.run("image", "rm", TINY, "tiny-0000000000000000");
        assertThat(removed.status()).isEqualTo(1);
        assertThat(removed.out()).isEqualTo("removed " + TINY + "\n");
        assertThat(removed.err()).isEqualTo("espalier: there is no image tiny-0000000000000000\n");
        assertThat(espalier.run("image", "list").out().lines()).singleElement().asString().startsWith(DEBIAN);
    }

    @Test
    @DisplayName("an image that cannot be is refused before anything is made, with a word on what can")
    void wrongImages() throws Exception {
        var packages = espalier.run("image", "build", "tiny", "nginx");
        assertThat(packages.status()).isEqualTo(2);
        assertThat(packages.err()).startsWith("a tiny image has no Debian packages: make a debian one of them");
        var kind = espalier.run("image", "build", "fedora");
        assertThat(kind.status()).isEqualTo(2);
        assertThat(kind.err()).containsIgnoringCase("expected one of [tiny, debian]");
        var name = espalier.run("image", "rm", "../../etc");
        assertThat(name.status()).isEqualTo(2);
        assertThat(name.err()).contains("not ../../etc", "espalier image list");
        assertThat(cache).doesNotExist();
    }

    @Test
    @DisplayName("prepared snapshots are listed, the newest first and damaged ones last, and removed by their names")
    void snapshots() throws Exception {
        assertThat(espalier.run("snapshot", "list").out()).isEmpty();
        snapshot("prepared-1", Instant.parse("2026-01-02T12:04:05Z"));
        snapshot("prepared-22", Instant.parse("2026-02-03T12:05:06Z"));
        snapshot("prepared-3", Instant.parse("2026-03-03T12:05:06Z"));
        Files.delete(cache.resolve("snapshots/prepared-3/memory"));
        assertThat(espalier.run("snapshot", "list").out().lines()).satisfiesExactly(
                first -> assertThat(first).startsWith("prepared-22  3 MB  2026-02-03").endsWith("server, qemu"),
                second -> assertThat(second).startsWith("prepared-1   3 MB  2026-01-02"),
                third -> assertThat(third).startsWith("prepared-3").endsWith("memory is missing"));

        var removed = espalier.run("snapshot", "rm", "prepared-22", "prepared-3", "nothing", "locks");
        assertThat(removed.status()).isEqualTo(1);
        assertThat(removed.out()).isEqualTo("removed prepared-22\nremoved prepared-3\n");
        assertThat(removed.err()).contains("there is no snapshot nothing;", "there is no snapshot locks;");
        assertThat(espalier.run("snapshot", "list").out().lines()).singleElement().asString().startsWith("prepared-1");
    }

    @Test
    @DisplayName("where a script prepares nothing there is nothing to build, which is said before anything starts")
    void nothingToBuild() throws Exception {
        var nothing = espalier.run("snapshot", "build", espalier.test("one.succeed(\"true\");", "one").toString());
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err()).contains("test.java prepares no machine; a statement such as");
        assertThat(nothing.out()).isEmpty();
        var wrong = espalier.run("snapshot", "build", espalier.test("one.prepare(1);", "one").toString());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("test.java:1");
        assertThat(espalier.report()).doesNotExist();
    }

    @Test
    @DisplayName("prepared snapshots of some age are removed, with those that are of no use; others stay")
    void oldSnapshots() throws Exception {
        assertThat(espalier.run("snapshot", "prune", "--older-than", "30d").out()).isEmpty();
        var now = Instant.now();
        snapshot("prepared-new", now.minus(Duration.ofDays(29)));
        snapshot("prepared-old", now.minus(Duration.ofDays(31)));
        snapshot("prepared-broken", now);
        Files.delete(cache.resolve("snapshots/prepared-broken/memory"));
        var half = Files.createDirectory(cache.resolve("snapshots/.unfinished-prepared-half~12"));
        var pruned = espalier.run("snapshot", "prune", "--older-than", "30d");
        assertThat(pruned.status()).isZero();
        assertThat(pruned.out()).isEqualTo("removed prepared-broken\nremoved prepared-old\n");
        assertThat(half).doesNotExist();
        assertThat(espalier.run("snapshot", "list").out().lines()).singleElement()
                .asString()
                .startsWith("prepared-new");
        for (var wrong : List.of("soon", "30", "-1d", "30 d")) {
            var refused = espalier.run("snapshot", "prune", "--older-than", wrong);
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("no age", wrong);
        }
        assertThat(espalier.run("snapshot", "prune").status()).isEqualTo(2);
    }
}
