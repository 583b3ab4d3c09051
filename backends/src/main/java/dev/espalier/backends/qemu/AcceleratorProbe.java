package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.namespace.NamespaceException;

/**
 * Finds out whether an accelerator works by running a guest on it: a readable /dev/kvm proves nothing, for on many hosts
 * it refuses to run a virtual CPU. The guest is three instructions at the reset vector that make QEMU exit with a status
 * of our choice. It runs in namespaces of its own, so that one that hangs does not outlive this JVM.
 */
final class AcceleratorProbe {
    private static final Path KVM_DEVICE = Path.of("/dev/kvm");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int FIRMWARE_SIZE = 64 * 1024;
    /** A processor begins 16 bytes before the end of the firmware. */
    private static final int RESET_VECTOR = FIRMWARE_SIZE - 16;
    private static final int EXIT_PORT = 0xf4;
    private static final int WRITTEN = 0x10;
    /** isa-debug-exit makes QEMU exit with twice what was written, plus one. */
    private static final int EXPECTED_STATUS = WRITTEN * 2 + 1;

    /** The model that machines get: with a lesser one a probe may pass where a machine then does not start. */
    static final String CPU = "max";

    /** What was found, and in which words a person is told. */
    record Finding(Accelerator accelerator, String why) {}

    private final String qemu;

    AcceleratorProbe(String qemu) {
        this.qemu = qemu;
    }

    Finding best() {
        if (!Files.isWritable(KVM_DEVICE)) {
            return new Finding(Accelerator.TCG, KVM_DEVICE + (Files.exists(KVM_DEVICE)
                    ? " cannot be opened by this user"
                    : " does not exist"));
        }
        return runs(Accelerator.KVM)
                ? new Finding(Accelerator.KVM, "KVM works")
                : new Finding(Accelerator.TCG, KVM_DEVICE + " exists but does not run a virtual CPU");
    }

    boolean runs(Accelerator accelerator) {
        try {
            var firmware = Files.createTempFile("espalier-probe", ".bin");
            try {
                Files.write(firmware, firmware());
                return exitStatus(accelerator, firmware) == EXPECTED_STATUS;
            } finally {
                Files.delete(firmware);
            }
        } catch (IOException | NamespaceException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int exitStatus(Accelerator accelerator, Path firmware) throws IOException, InterruptedException {
        var command = List.of(qemu, "-nodefaults", "-no-user-config", "-display", "none", "-cpu", CPU, "-machine",
                "q35,accel=" + accelerator.argument(), "-m", "1", "-no-reboot", "-bios", firmware.toString(), "-device",
                "isa-debug-exit,iobase=" + EXIT_PORT + ",iosize=1");
        try (var keeper = Keeper.start(Isolation.forUnpacking())) {
            var process = new ProcessBuilder(keeper.entering(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        }
    }

    private static byte[] firmware() {
        var firmware = new byte[FIRMWARE_SIZE];
        Arrays.fill(firmware, (byte) 0xf4);
        byte[] exit = {(byte) 0xb0, WRITTEN, (byte) 0xe6, (byte) EXIT_PORT, (byte) 0xf4};
        System.arraycopy(exit, 0, firmware, RESET_VECTOR, exit.length);
        return firmware;
    }
}
