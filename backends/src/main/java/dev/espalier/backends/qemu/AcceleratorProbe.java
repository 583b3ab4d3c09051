package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.io.RunDirectory;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.namespace.NamespaceException;

/**
 * Finds out whether an accelerator works by running a {@link ProbeGuest} on it: a readable /dev/kvm proves nothing, for on many
 * hosts it refuses to run a virtual CPU, or interprets what it should have the processor do. The guest runs in namespaces of
 * its own, so that one that hangs does not outlive this JVM, and from a directory that the next sweep takes away if this JVM is killed.
 */
final class AcceleratorProbe {
    private static final Path KVM_DEVICE = Path.of("/dev/kvm");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
        return switch (answerOn(Accelerator.KVM)) {
            case FAST -> new Finding(Accelerator.KVM, "KVM works");
            case SLOW -> new Finding(Accelerator.TCG, KVM_DEVICE + " exists but is slower than emulation");
            case NONE -> new Finding(Accelerator.TCG, KVM_DEVICE + " exists but does not run a virtual CPU");
        };
    }

    ProbeGuest.Answer answerOn(Accelerator accelerator) {
        try (var directory = RunDirectory.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            var firmware = Files.write(directory.path().resolve("firmware"), ProbeGuest.firmware());
            return ProbeGuest.answer(exitStatus(accelerator, firmware));
        } catch (IOException | NamespaceException e) {
            return ProbeGuest.Answer.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ProbeGuest.Answer.NONE;
        }
    }

    private int exitStatus(Accelerator accelerator, Path firmware) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(qemu, "-nodefaults", "-no-user-config", "-display", "none", "-cpu", CPU,
                "-machine", "q35,accel=" + accelerator.argument(), "-m", "1", "-no-reboot", "-bios",
                firmware.toString()));
        command.addAll(ProbeGuest.DEVICE);
        try (var keeper = Keeper.start(Isolation.forUnpacking())) {
            var process = new ProcessBuilder(keeper.entering(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        }
    }
}
