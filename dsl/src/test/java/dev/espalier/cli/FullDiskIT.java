package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run whose disk has room for its machine, and not for what the machine is to leave on it. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod", "mount"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Alone
class FullDiskIT extends RunWithImages {
    private static final String SMALL = "mount -t tmpfs -o size=24m tmpfs \"$0\" && exec \"$@\"";

    @Test
    @DisplayName("a snapshot that the disk has no room for is refused in those words, nothing of it stays, and the machine goes on")
    void snapshot() throws Exception {
        var test = espalier.configured("""
                one.succeed("echo mine >/file");
                try {
                    one.snapshot("large");
                } catch (dev.espalier.error.SnapshotFailed refused) {
                    log(refused.getMessage());
                }
                assertContains(one.succeed("cat /file"), "mine");
                try (var files = java.nio.file.Files.walk(java.nio.file.Path.of(System.getProperty("java.io.tmpdir")))) {
                    log("memories on the disk: " + files.filter(file -> file.endsWith("memory")).toList());
                }
                """, "{\"vms\": {\"one\": {}}}");
        var run = espalier.start(
                List.of("unshare", "--mount", "sh", "-c", SMALL, espalier.runBase().toString()),
                "run", "-o", espalier.report().toString(), test.toString()).await();
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("no snapshot was taken, and it goes on", "No space left on device",
                "memories on the disk: []");
    }
}
