package dev.espalier.bench.microvm;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Consumer;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.EspalierException;
import dev.espalier.runtime.io.FileTree;

/** Whether a guest runs on the KVM that the contracts are to run on: if it does not, they say nothing of their monitors. */
final class KvmControl {
    private static final String NAME = "(a guest of QEMU's on KVM)";

    private KvmControl() {}

    /** Boots one, and has it run a command. */
    static Verdicts.Verdict verdict(ImageCache images, Consumer<String> lines)
            throws IOException, InterruptedException {
        var began = System.nanoTime();
        var directory = Files.createTempDirectory("espalier-control");
        var node = NodeSpec.of("control", new ImageSpec.Tiny())
                .memoryMib(256)
                .onVlans()
                .options(Options.none()
                        .with(QemuBackend.MACHINE_TYPE, "microvm")
                        .with(QemuBackend.ACCELERATOR, "kvm"));
        try (var cluster = Cluster.open(ClusterSpec.of(node), ClusterSettings.defaults(directory).images(images))) {
            lines.accept("PASSED " + NAME + ": " + cluster.machine("control").succeed("uname -sr").strip());
            return new Verdicts.Verdict(NAME, 1, 0, 0, since(began));
        } catch (EspalierException e) {
            lines.accept("FAILED " + NAME + ": " + e.message());
            return new Verdicts.Verdict(NAME, 0, 1, 0, since(began));
        } finally {
            FileTree.remove(directory);
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
