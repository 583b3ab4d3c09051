package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.espalier.error.CopyFailed;
import dev.espalier.error.MachineDied;
import dev.espalier.tck.CopyContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Copies by busybox. */
class QemuCopyContractIT extends CopyContract {
    private static final int MEBIBYTES = 64;

    QemuCopyContractIT() {
        super(QemuUnderTest.TINY.memoryMib(512));
    }

    @Test
    @DisplayName("a copy that waits for its guest ends when the machine does")
    void deadMachine() throws Exception {
        var file = Files.write(here.resolve("file"), new byte[1_000_000]);
        one.pause();
        var copy = CompletableFuture.runAsync(() -> one.copyFromHost(file, there + "/file"),
                work -> Thread.ofVirtual().start(work));
        one.crash();
        assertThatThrownBy(copy::get).isInstanceOf(ExecutionException.class).cause().isInstanceOf(MachineDied.class);
    }

    @Test
    @DisplayName("a copy that takes too long is given up, and nothing of it stays")
    void timeout() throws Exception {
        var file = Files.write(here.resolve("file"), new byte[50_000_000]);
        assertThatThrownBy(() -> one.copyFromHost(file, there + "/file", Duration.ofMillis(20)))
                .isInstanceOf(CopyFailed.class)
                .hasMessageContaining("it took more than");
        assertThat(one.succeed("ls -A " + there)).isEmpty();
    }

    @Test
    @DisplayName("copies are streams: many megabytes of them take no such memory")
    void speed() throws IOException {
        var file = Files.write(here.resolve("file"), new byte[MEBIBYTES * 1024 * 1024]);
        var tree = Files.createDirectory(here.resolve("tree"));
        Files.copy(file, tree.resolve("file"));
        timed("file in", () -> one.copyFromHost(file, there + "/file"));
        timed("file out", () -> one.copyFromMachine(there + "/file", here.resolve("back")));
        one.succeed("rm " + there + "/file");
        timed("tree in", () -> one.copyFromHost(tree, there + "/tree"));
        timed("tree out", () -> one.copyFromMachine(there + "/tree", here.resolve("back")));
        assertThat(here.resolve("back/file")).hasSameBinaryContentAs(file);
        assertThat(here.resolve("back/tree/file")).hasSameBinaryContentAs(file);
    }

    private static void timed(String what, Runnable copy) {
        var began = Instant.now();
        copy.run();
        System.out.println(
                what + ": " + MEBIBYTES * 1000L / Duration.between(began, Instant.now()).toMillis() + " MiB/s");
    }
}
