package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are prepared before a test runs. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Alone
class SnapshotBuildIT {
    private static final String SCRIPT = """
            void ready(Machine machine) throws Exception {
                machine.prepare("cat /proc/sys/kernel/random/boot_id >/first");
            }
            ready(one);
            log("this runs in the test alone");
            assertContains(one.succeed("cat /first"), one.succeed("cat /proc/sys/kernel/random/boot_id").strip());
            """;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    private CommandUnderTest espalier;
    private Path cache;

    /** With the images of other tests, and snapshots of its own. */
    @BeforeEach
    void cache() throws Exception {
        espalier = new CommandUnderTest(home);
        cache = Files.createDirectories(home.resolve("cache/espalier"));
        var shared = Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache"), "images");
        Files.createSymbolicLink(cache.resolve("images"), Files.createDirectories(shared).toAbsolutePath());
    }

    @AfterEach
    void keepImages() throws Exception {
        Files.delete(cache.resolve("images"));
    }

    @Test
    @DisplayName("what a test prepares is built without the rest of it, is there the next time, and is where its run goes on")
    void build() throws Exception {
        var test = espalier.configured(SCRIPT, "{\"vms\": {\"one\": {}}}").toString();
        var report = espalier.report().toString();
        var first = espalier.run("snapshot", "build", "-o", report, test);
        assertThat(first.status()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).containsPattern("(?m)^built  prepared-[0-9a-f]{16}  \\d+ MB  one, qemu$")
                .doesNotContain("this runs in the test alone");
        var second = espalier.run("snapshot", "build", "-o", report, test);
        assertThat(second.status()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).containsPattern("(?m)^there  prepared-[0-9a-f]{16}  \\d+ MB  one, qemu$");
        var kept = espalier.run("snapshot", "list").out();
        assertThat(kept.lines()).hasSize(1);
        var run = espalier.run("run", "-o", report, test);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("this runs in the test alone");
        assertThat(espalier.run("snapshot", "list").out()).isEqualTo(kept);
        assertThat(espalier.leftovers()).isEmpty();
    }
}
