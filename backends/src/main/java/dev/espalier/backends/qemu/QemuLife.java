package dev.espalier.backends.qemu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.GuestSnapshots;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.supervision.ChildSpec;

/** What one life of a QEMU machine consists of, whether it begins with its power switch or with a snapshot. */
final class QemuLife {
    /** Opens the file named by the first argument for the program that the others are. */
    private static final List<String> WITH_MEMORY = List.of("sh", "-c", "exec \"$@\" 3<\"$0\"");
    private static final List<String> LOADING_MEMORY = List.of("-incoming", "fd:3");

    private final MachineSpec machine;
    private final MachineSite site;
    private final GuestImage image;
    private final QemuMachine qemu;
    private final Optional<QemuDisk> disk;
    private final Optional<QemuFlash> flash;
    private final QemuListeners listeners;

    private QemuLife(MachineSpec machine, MachineSite site, GuestImage image, QemuMachine qemu, Optional<QemuDisk> disk,
            Optional<QemuFlash> flash) {
        this.machine = machine;
        this.site = site;
        this.image = image;
        this.qemu = qemu;
        this.disk = disk;
        this.flash = flash;
        this.listeners = new QemuListeners(site, qemu.channels());
    }

    static QemuLife of(MachineSpec machine, MachineType type, Accelerator accelerator, ResetPolicy resets,
            MachineSite site) {
        var image = machine.guestImage();
        var directory = site.directory();
        var disk = image.rootDisk().map(shared -> new QemuDisk(shared, directory.resolve("root.qcow2")));
        var flash = QemuFlash.of(machine, type, directory);
        var qemu = new QemuMachine(machine.name(), type, accelerator, resets,
                machine.options().get(QemuBackend.WATCHDOG).map(Watchdog::of), flash, machine.cpus(),
                machine.memoryMib(),
                image.kernel(), directory.resolve("initrd"), kernelParameters(machine, type, image),
                disk.map(QemuDisk::file), machine.nics(), QemuChannels.in(directory));
        return new QemuLife(machine, site, image, qemu, disk, flash);
    }

    private static List<String> kernelParameters(MachineSpec machine, MachineType type, GuestImage image) {
        var parameters = new ArrayList<>(List.of("console=ttyS0", "panic=-1"));
        parameters.addAll(type.kernelParameters());
        HostClock.kernelParameter().ifPresent(parameters::add);
        parameters.addAll(image.kernelParameters());
        machine.options().get(QemuBackend.KERNEL_PARAMETERS).ifPresent(parameters::addAll);
        return parameters;
    }

    Blueprint fromPowerOn() {
        Preparation.Step files = () -> {
            makeInitrd();
            makeFlash();
            if (disk.isPresent()) {
                disk.get().make(site.entrance());
            }
        };
        return blueprint(files, arguments(), listeners.qmp());
    }

    Blueprint fromSnapshot(SnapshotFiles snapshot) {
        var awakening = new Awakening(listeners.qmp());
        Preparation.Step files = () -> {
            makeInitrd();
            makeFlash();
            if (disk.isPresent()) {
                disk.get().replace(snapshot.disk(), site.entrance());
            }
            listeners.bashes().leave(snapshot.residents());
            awakening.begin();
        };
        var command = new ArrayList<>(WITH_MEMORY);
        command.add(snapshot.memory().toString());
        command.addAll(arguments());
        command.addAll(LOADING_MEMORY);
        return blueprint(files, command, awakening);
    }

    private void makeFlash() throws IOException {
        if (flash.isPresent()) {
            flash.get().variables().make();
        }
    }

    private void makeInitrd() throws IOException {
        machine.seed().appendTo(image.initrd(), qemu.initrd());
    }

    private List<String> arguments() {
        var command = new ArrayList<>(List.of(QemuBackend.QEMU));
        command.addAll(qemu.arguments());
        return command;
    }

    private Blueprint blueprint(Preparation.Step files, List<String> command, Qmp qmp) {
        var process = new QemuProcess(command, site.directory(),
                Map.of("PATH", HostPrograms.PATH, "TMPDIR", site.directory().toString()));
        var children = new ArrayList<ChildSpec>();
        children.add(Preparation.child("files", files));
        children.addAll(listeners.children());
        children.add(process.child(site));
        return new Blueprint(children,
                QemuCapabilities.of(qemu.type(), qmp, listeners.console(), site.directory(),
                        new GuestSnapshots.Subject<>(listeners.recess(), disk.map(QemuDisk::file), qemu.resets(),
                                site.entrance())));
    }
}
