package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.image.RootDirectory;
import dev.espalier.backends.shell.ShellRecess;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.EfiVariables;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.supervision.Address;

/** Machines by QEMU, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs. */
public final class QemuBackend implements RestoringBackend {
    static final String QEMU = "qemu-system-x86_64";
    static final String QEMU_IMG = "qemu-img";
    private static final String QEMU_PACKAGE = "qemu-system-x86";
    private static final String QEMU_IMG_PACKAGE = "qemu-utils";

    public static final OptionKey<String> MACHINE_TYPE = new OptionKey<>("machine_type",
            new OptionType.Choice(List.of("q35", "pc", "microvm")), "the board that QEMU emulates; q35 unless given");
    public static final OptionKey<String> ACCELERATOR = new OptionKey<>("accelerator",
            new OptionType.Choice(List.of("auto", "kvm", "tcg")),
            "kvm, tcg, or auto, the default: kvm if a virtual CPU was seen to run on it, else tcg");
    public static final OptionKey<List<String>> KERNEL_PARAMETERS = new OptionKey<>("kernel_parameters",
            new OptionType.TextList(), "added to the end of the guest kernel's command line");

    public static final OptionKey<String> WATCHDOG = new OptionKey<>("watchdog",
            new OptionType.Choice(List.of("i6300esb", "ib700")),
            "the model of the watchdog on the board; there is none unless given");

    public static final OptionKey<String> FIRMWARE = QemuFlash.FIRMWARE;

    private static final Path TUN_DEVICE = Path.of("/dev/net/tun");

    private final Lazy<AcceleratorProbe.Finding> best = new Lazy<>(new AcceleratorProbe(QEMU)::best);
    private final Lazy<String> version = new Lazy<>(QemuTraits::version);

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a kernel, an initramfs and disks, on q35, pc or microvm; KVM if it really works"
                + " here, else emulated", "TAPs on the cluster's own bridges", List.of(QEMU_PACKAGE, QEMU_IMG_PACKAGE));
    }

    @Override
    public List<OptionKey<?>> options() {
        return List.of(MACHINE_TYPE, ACCELERATOR, KERNEL_PARAMETERS, WATCHDOG, FIRMWARE);
    }

    @Override
    public ImageUse imageUse() {
        return ImageUse.BOOTS_AN_IMAGE;
    }

    @Override
    public NetworkUse networkUse() {
        return NetworkUse.TAPS;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        var all = new HashSet<>(QemuCapabilities.of(type(machine), new QmpClient(), new ConsoleInput(), Path.of(""),
                new SnapshotSubject(new ShellRecess(new Address<>("lanes")), Optional.empty(), ResetPolicy.END,
                        Path.of(""), new Entrance()))
                .types());
        if (QemuFlash.isWantedBy(machine)) {
            all.add(EfiVariables.class);
        }
        return Set.copyOf(all);
    }

    @Override
    public Map<Class<? extends Capability>, String> onRequest() {
        return Map.of(EfiVariables.class, QemuFlash.REQUEST);
    }

    @Override
    public Capabilities atRest(MachineSpec machine, Path directory) {
        return QemuFlash.of(machine, type(machine), directory)
                .map(flash -> Capabilities.none().with(EfiVariables.class, flash.variables()))
                .orElseGet(Capabilities::none);
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        var missing = new ArrayList<Requirement>();
        HostPrograms.missing(QEMU, QEMU_PACKAGE).ifPresent(missing::add);
        HostPrograms.missing(QEMU_IMG, QEMU_IMG_PACKAGE).ifPresent(missing::add);
        if (machines.stream().anyMatch(machine -> !machine.nics().isEmpty()) && !Files.isWritable(TUN_DEVICE)) {
            missing.add(Files.exists(TUN_DEVICE)
                    ? new Requirement(TUN_DEVICE + " cannot be opened by this user", "chmod 666 " + TUN_DEVICE
                            + ", as most distributions do, or run as root")
                    : new Requirement(TUN_DEVICE + " does not exist", "modprobe tun; in a container, start it with"
                            + " --device " + TUN_DEVICE));
        }
        machines.stream()
                .filter(machine -> machine.options().get(WATCHDOG).isPresent() && !type(machine).hasPci())
                .forEach(machine -> missing.add(new Requirement(
                        "the board " + type(machine).word() + " has no bus for the watchdog of " + machine.name(),
                        "give it no watchdog, or another \"machine_type\"")));
        machines.forEach(machine -> QemuFlash.missing(machine, type(machine)).ifPresent(missing::add));
        machines.stream()
                .filter(machine -> machine.image().filter(RootDirectory.class::isInstance).isPresent())
                .forEach(machine -> missing.add(new Requirement(
                        "a directory has no kernel, and " + machine.name() + " is to boot one",
                        "give it an image, or the backend nspawn")));
        if (missing.isEmpty() && machines.stream().anyMatch(machine -> wants(machine, "kvm"))
                && best.get().accelerator() != Accelerator.KVM) {
            missing.add(new Requirement("KVM does not work here: " + best.get().why(), "use a host with KVM, or set"
                    + " \"accelerator\": \"auto\""));
        }
        return missing;
    }

    @Override
    public List<String> notices(List<MachineSpec> machines) {
        if (machines.stream().noneMatch(machine -> wants(machine, "auto"))) {
            return List.of();
        }
        var found = best.get();
        return switch (found.accelerator()) {
            case KVM -> List.of();
            case TCG -> List.of("no KVM (" + found.why() + "): QEMU emulates the processor, about ten times slower");
        };
    }

    private static boolean wants(MachineSpec machine, String accelerator) {
        return machine.options().get(ACCELERATOR).orElse("auto").equals(accelerator);
    }

    private static MachineType type(MachineSpec machine) {
        return MachineType.of(machine.options().get(MACHINE_TYPE).orElse("q35"));
    }

    private Accelerator accelerator(MachineSpec machine) {
        return switch (machine.options().get(ACCELERATOR).orElse("auto")) {
            case "kvm" -> Accelerator.KVM;
            case "tcg" -> Accelerator.TCG;
            default -> best.get().accelerator();
        };
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        return QemuLife.of(machine, type(machine), accelerator(machine), resets, site).fromPowerOn();
    }

    @Override
    public Map<String, String> traits(MachineSpec machine) throws IOException {
        return new QemuTraits(machine, type(machine), accelerator(machine)).all(version.get());
    }

    @Override
    public Blueprint restored(MachineSpec machine, ResetPolicy resets, MachineSite site, Path snapshot) {
        return QemuLife.of(machine, type(machine), accelerator(machine), resets, site)
                .fromSnapshot(new SnapshotFiles(snapshot));
    }
}
