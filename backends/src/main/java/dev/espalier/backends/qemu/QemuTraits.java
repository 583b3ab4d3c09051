package dev.espalier.backends.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import dev.espalier.backends.image.Fingerprint;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageTraits;
import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.spi.HostProcessor;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.network.MacAddress;
import dev.espalier.runtime.process.BriefProcess;

/** What a QEMU machine has to have in common with one whose snapshot it goes on from. */
record QemuTraits(MachineSpec machine, MachineType type, Accelerator accelerator) {
    private static final int DIGITS = 16;

    /** Of the QEMU that machines run on. */
    static String version() {
        try {
            return BriefProcess.run(List.of(QemuBackend.QEMU, "--version"), "").lines().findFirst().orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while QEMU was asked for its version");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    Map<String, String> all(String version) throws IOException {
        var image = machine.guestImage();
        var traits = new LinkedHashMap<String, String>();
        traits.put("QEMU", version);
        traits.put("board", type.word());
        traits.put("firmware", firmware());
        traits.put("processor", processor());
        traits.put("processors", Integer.toString(machine.cpus()));
        traits.put("memory", machine.memoryMib() + " MiB");
        traits.putAll(ImageTraits.of(image));
        traits.put("kernel parameters", String.join(" ", machine.options()
                .get(QemuBackend.KERNEL_PARAMETERS)
                .orElse(List.of())));
        traits.put("network interfaces", Integer.toString(machine.nics().size()));
        traits.put("watchdog", machine.options().get(QemuBackend.WATCHDOG).orElse("none"));
        traits.put("devices", new Fingerprint().with(devices(image)).hex(DIGITS));
        traits.put("shell", new Fingerprint().with(ResidentBashes.program()).hex(DIGITS));
        return traits;
    }

    private String firmware() throws IOException {
        var flash = QemuFlash.of(machine, type, Path.of("any"));
        return flash.isPresent()
                ? new Fingerprint().with(Files.readAllBytes(flash.get().firmware().code())).hex(DIGITS)
                : "QEMU's own";
    }

    /** Emulated it is the same everywhere; else it is the host's. */
    private String processor() throws IOException {
        return switch (accelerator) {
            case TCG -> "emulated";
            case KVM -> HostProcessor.model();
        };
    }

    /** The command line without what two machines of one kind differ in. */
    private String devices(GuestImage image) {
        var any = Path.of("any");
        var nics = IntStream.range(0, machine.nics().size())
                .mapToObj(nic -> new Nic(1, new MacAddress(1, 1), "bridge", "port" + nic))
                .toList();
        return String.join("\n", new QemuMachine("any", type, accelerator, ResetPolicy.END,
                machine.options().get(QemuBackend.WATCHDOG).map(Watchdog::of), QemuFlash.of(machine, type, any),
                machine.cpus(), machine.memoryMib(), any,
                any, List.of(), image.rootDisk().map(disk -> any), nics, QemuChannels.in(any))
                .arguments());
    }
}
