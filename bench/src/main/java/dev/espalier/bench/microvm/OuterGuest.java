package dev.espalier.bench.microvm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.backends.spi.Options;
import dev.espalier.bench.Scratch;
import dev.espalier.command.CommandOptions;
import dev.espalier.runtime.io.FileTree;

/**
 * A machine of QEMU's whose emulated processors have virtualization of their own (AMD's SVM), so that its Linux has a KVM that
 * works, however slowly.
 */
final class OuterGuest implements AutoCloseable {
    private static final Duration PACKING = Duration.ofMinutes(15);
    private static final Duration CONTRACTS = Duration.ofHours(6);

    /** Where all is in the guest: in memory, for its disk has little room. */
    private static final Path HOME = Path.of("/verify");

    /** Where a JVM has its temporary files, which machines' disks and snapshots are among here: in memory, too. */
    private static final Path SCRATCH = Path.of("/tmp");
    private static final int MEMORY_MIB = 8192;

    private final Path directory;
    private final Cluster cluster;
    private final Machine machine;

    private OuterGuest(Path directory, Cluster cluster) {
        this.directory = directory;
        this.cluster = cluster;
        this.machine = cluster.machine("outer");
    }

    static OuterGuest boot() throws IOException, InterruptedException {
        var guest = Scratch.holding(OuterGuest::of);
        try {
            guest.machine.succeed("modprobe kvm_amd", "modprobe tun", "[ -c /dev/kvm ]", "[ -c /dev/net/tun ]",
                    "mkdir " + HOME, inMemory(HOME), inMemory(SCRATCH));
            return guest;
        } catch (RuntimeException e) {
            guest.close();
            throw e;
        }
    }

    private static String inMemory(Path directory) {
        return "mount -t tmpfs -o size=90% tmpfs " + directory;
    }

    private static OuterGuest of(Path directory) throws InterruptedException {
        var node = NodeSpec.of("outer", new ImageSpec.Debian(List.of("nftables", "qemu-system-x86", "qemu-utils")))
                .memoryMib(MEMORY_MIB)
                .cpus(2)
                .onVlans()
                .options(Options.none()
                        .with(QemuBackend.ACCELERATOR, "tcg")
                        .with(QemuBackend.KERNEL_PARAMETERS, List.of("mitigations=off")));
        return new OuterGuest(directory, Cluster.open(ClusterSpec.of(node), ClusterSettings.defaults(directory)));
    }

    /** What it says of its processors and of KVM. */
    String kvm() {
        return machine.succeed("uname -r; grep -c -w svm /proc/cpuinfo; dmesg | grep -i -e 'kvm' -e nested || true");
    }

    void take(Luggage luggage) throws IOException, InterruptedException {
        var packed = directory.resolve("luggage.tar");
        luggage.pack(packed);
        machine.copyFromHost(packed, HOME + "/luggage.tar", PACKING);
        Files.delete(packed);
        machine.succeed("cd " + HOME + " && tar --sparse -xf luggage.tar && rm luggage.tar");
    }

    /** Where the guest has what it was told of as {@link Luggage#monitor}. */
    static String pathOf(Monitor monitor) {
        return HOME.resolve("monitors").resolve(monitor.fileName()).toString();
    }

    /** @return the exit status */
    int run(ContractRun run, OutputStream output) {
        var command = run.command(HOME.resolve("jdk"), HOME.resolve("libraries"), HOME.resolve("cache"))
                .stream()
                .map(ShellWords::quoted)
                .collect(Collectors.joining(" "));
        var options = CommandOptions.within(CONTRACTS).directory(HOME.toString());
        for (var variable : run.environment().entrySet()) {
            options = options.environment(variable.getKey(), variable.getValue());
        }
        return machine.stream(command, options, output, output);
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        FileTree.remove(directory);
    }
}
