package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "systemd-nspawn", "unshare", "depmod"})
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Alone
class ManyClustersIT {
    private static final int CYCLES = Integer.getInteger("cycles", 20);
    private static final int WARM_UP = 5;
    private static final int CLUSTERS = 8;
    private static final int FEW = 10;
    private static final long SMALL_CHANGE = 8 << 20;

    @TempDir
    private Path directory;

    /**
     * What this JVM holds.
     *
     * @param heap in bytes, after a collection
     */
    private record Holdings(long descriptors, int threads, long heap, int processes) {
        static Holdings now() {
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            var memory = ManagementFactory.getMemoryMXBean();
            memory.gc();
            return new Holdings(system.getOpenFileDescriptorCount(),
                    ManagementFactory.getThreadMXBean().getThreadCount(), memory.getHeapMemoryUsage().getUsed(),
                    TestingCluster.processes().size());
        }
    }

    private void cycle() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"), TestingCluster.local("two"))) {
            test.cluster.startAll();
            test.machine("one").succeed("true");
            test.machine("two").succeed("true");
        }
    }

    @Test
    @DisplayName("a program that opens and closes clusters all day ends with what it began with")
    void cycles() throws Exception {
        for (int number = 0; number < WARM_UP; number++) {
            cycle();
        }
        var before = Holdings.now();
        for (int number = 0; number < CYCLES; number++) {
            cycle();
        }
        var after = Holdings.now();
        assertThat(after.descriptors()).isLessThan(before.descriptors() + FEW);
        assertThat(after.threads()).isLessThan(before.threads() + FEW);
        assertThat(after.heap()).isLessThan(before.heap() + SMALL_CHANGE);
        assertThat(after.processes()).isZero();
    }

    private static NodeSpec node(int cluster) {
        return switch (cluster) {
            case 0 -> TestingCluster.tiny("one").onVlans(1);
            case 1, 2, 3 -> TestingCluster.tiny("one").backend("nspawn").onVlans(1);
            default -> TestingCluster.local("one");
        };
    }

    /** A machine that keeps a word to itself while others like it do the same. */
    private List<String> heard(int cluster, CountDownLatch allAreUp) throws Exception {
        var output = Files.createDirectory(directory.resolve(Integer.toString(cluster)));
        try (var test = new TestingCluster(output, node(cluster))) {
            var one = test.machine("one");
            one.waitForShell();
            allAreUp.countDown();
            assertThat(allAreUp.await(5, TimeUnit.MINUTES)).isTrue();
            var heard = new ArrayList<String>();
            for (int time = 0; time < FEW; time++) {
                heard.add(one.succeed("echo cluster " + cluster + "; sleep 0.1").strip());
            }
            return heard;
        }
    }

    @Test
    @DisplayName("eight clusters of three kinds at once in one JVM do not disturb each other, down to equal names and networks")
    void atOnce() throws Exception {
        var allAreUp = new CountDownLatch(CLUSTERS);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var clusters = new ArrayList<Future<List<String>>>();
            for (int number = 0; number < CLUSTERS; number++) {
                int cluster = number;
                clusters.add(executor.submit((Callable<List<String>>) () -> heard(cluster, allAreUp)));
            }
            for (int number = 0; number < CLUSTERS; number++) {
                assertThat(clusters.get(number).get()).hasSize(FEW).containsOnly("cluster " + number);
            }
        }
        assertThat(TestingCluster.processes()).isEmpty();
    }
}
