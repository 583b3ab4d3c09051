package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.CommandFailed;
import dev.espalier.tck.HostProcesses;
import dev.espalier.tck.ObservedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin where an earlier one has left a machine. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PrepareIT {
    private static final String BOOT_ID = "cat /proc/sys/kernel/random/boot_id";
    private static final String[] PREPARATION = {"echo prepared >/file", "echo twice >>/file"};

    @TempDir
    private Path directory;

    private ImageCache images;

    /** With the images of other tests, and snapshots of its own. */
    @BeforeEach
    void cache() throws IOException {
        var cache = Files.createDirectory(directory.resolve("cache"));
        var shared = TestingCluster.images().snapshots().resolveSibling("images");
        Files.createDirectories(shared);
        Files.createSymbolicLink(cache.resolve("images"), shared);
        images = new ImageCache(cache);
    }

    @AfterEach
    void nothingOfAClosedClusterRuns() throws IOException {
        assertThat(HostProcesses.all()).isEmpty();
        Files.delete(directory.resolve("cache/images"));
    }

    private ObservedCluster open(NodeSpec... nodes) throws Exception {
        return new ObservedCluster(directory, images, ClusterSettings.DEFAULT_BOOT_PATIENCE, nodes);
    }

    private String boot(NodeSpec node, String... preparation) throws Exception {
        try (var test = open(node)) {
            var machine = test.machine(node.name());
            machine.prepare(preparation);
            return machine.succeed(BOOT_ID);
        }
    }

    private List<Path> snapshots() throws IOException {
        try (var all = Files.list(images.snapshots())) {
            return all.filter(place -> !place.endsWith("locks")).sorted().toList();
        }
    }

    @Test
    @DisplayName("the second run goes on where the first has left the machine, without running its commands again")
    void secondRun() throws Exception {
        var first = boot(TestingCluster.tiny("one"), PREPARATION);
        try (var test = open(TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.prepare(PREPARATION);
            assertThat(one.succeed(BOOT_ID)).isEqualTo(first);
            assertThat(one.succeed("cat /file")).isEqualTo("prepared\ntwice\n");
            one.succeed("rm /file");
            one.prepare(PREPARATION);
            one.succeed("[ -e /file ]");
        }
        assertThat(snapshots()).hasSize(1);
    }

    @Test
    @DisplayName("a machine with another address, and one that is prepared by other commands, are other machines")
    void another() throws Exception {
        var first = boot(TestingCluster.tiny("one"), "true");
        assertThat(List.of(boot(TestingCluster.tiny("one"), "true", "true"),
                boot(TestingCluster.tiny("one").number(7), "true"))).doesNotContain(first).doesNotHaveDuplicates();
        assertThat(boot(TestingCluster.tiny("one"), "true")).isEqualTo(first);
    }

    @Test
    @DisplayName("two that prepare the same at once do so once")
    void atOnce() throws Exception {
        try (var left = open(TestingCluster.tiny("one")); var right = open(TestingCluster.tiny("one"))) {
            var machines = List.of(left.machine("one"), right.machine("one"));
            left.cluster().waitAll(machines, machine -> machine.prepare("true"));
            assertThat(machines.getFirst().succeed(BOOT_ID)).isEqualTo(machines.getLast().succeed(BOOT_ID));
        }
    }

    @Test
    @DisplayName("what was damaged or left unfinished is removed and taken anew; what a command fails at is not kept")
    void damaged() throws Exception {
        var first = boot(TestingCluster.tiny("one"), "true");
        var snapshot = snapshots().getFirst();
        try (var memory = new RandomAccessFile(snapshot.resolve("memory").toFile(), "rw")) {
            memory.setLength(1000);
        }
        Files.createDirectory(images.snapshots().resolve(".unfinished-of-a-killed-run~123"));
        try (var test = open(TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.prepare("true", "false")).isInstanceOf(CommandFailed.class);
            assertThatThrownBy(() -> one.prepare("true", "false")).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one has been started before");
        }
        assertThat(boot(TestingCluster.tiny("one"), "true")).isNotEqualTo(first);
        assertThat(snapshots()).containsExactly(snapshot);
    }
}
