package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.RootDirectory;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.TunDevice;

/** What QEMU's machines want of this host and of their descriptions, whatever runs their processors. */
final class QemuRequirements {
    static final String QEMU_PACKAGE = "qemu-system-x86";
    static final String QEMU_IMG_PACKAGE = "qemu-utils";

    private QemuRequirements() {}

    static List<Requirement> missing(List<MachineSpec> machines) {
        var missing = new ArrayList<Requirement>();
        var described = machines.stream().filter(machine -> !StartScript.starts(machine)).toList();
        if (!described.isEmpty()) {
            HostPrograms.missing(QemuBackend.QEMU, QEMU_PACKAGE).ifPresent(missing::add);
            HostPrograms.missing(QemuBackend.QEMU_IMG, QEMU_IMG_PACKAGE).ifPresent(missing::add);
        }
        if (machines.stream().anyMatch(machine -> !machine.nics().isEmpty())) {
            TunDevice.OF_THIS_HOST.missing().ifPresent(missing::add);
        }
        described.forEach(machine -> missing.addAll(missing(machine)));
        machines.stream().filter(StartScript::starts).forEach(machine -> missing.addAll(missingForScript(machine)));
        return missing;
    }

    private static List<Requirement> missing(MachineSpec machine) {
        var missing = new ArrayList<Requirement>();
        var type = QemuBackend.type(machine);
        if (machine.options().get(QemuBackend.WATCHDOG).isPresent() && !type.hasPci()) {
            missing.add(new Requirement(
                    "the board " + type.word() + " has no bus for the watchdog of " + machine.name(),
                    "give it no watchdog, or another \"machine_type\""));
        }
        QemuFlash.missing(machine, type).ifPresent(missing::add);
        if (machine.image().filter(RootDirectory.class::isInstance).isPresent()) {
            missing.add(new Requirement("a directory has no kernel, and " + machine.name() + " is to boot one",
                    "give it an image, or the backend nspawn"));
        }
        return missing;
    }

    private static List<Requirement> missingForScript(MachineSpec machine) {
        var missing = new ArrayList<Requirement>();
        StartScript.of(machine, Path.of("")).missing().ifPresent(missing::add);
        if (!machine.nics().isEmpty()) {
            missingSwitch().ifPresent(missing::add);
        }
        return missing;
    }

    /** What joins start scripts to networks. */
    static Optional<Requirement> missingSwitch() {
        return HostPrograms.missing(VdeSwitch.PROGRAM, VdeSwitch.PACKAGE);
    }
}
