package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.shell.PortShell;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.EfiVariables;
import dev.espalier.backends.spi.GuestSnapshots;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.supervision.Address;

/**
 * Machines by QEMU, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs; or as a start script says.
 */
public final class QemuBackend implements RestoringBackend {
    static final String QEMU = "qemu-system-x86_64";
    static final String QEMU_IMG = "qemu-img";

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

    public static final OptionKey<Path> START_SCRIPT = StartScript.START_SCRIPT;

    private final Lazy<AcceleratorProbe.Finding> best = new Lazy<>(new AcceleratorProbe(QEMU)::best);
    private final Lazy<String> version = new Lazy<>(QemuTraits::version);

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a kernel, an initramfs and disks, on q35, pc or microvm; KVM if it really works"
                + " here, else emulated", "TAPs on the cluster's own bridges",
                List.of(QemuRequirements.QEMU_PACKAGE, QemuRequirements.QEMU_IMG_PACKAGE));
    }

    @Override
    public List<OptionKey<?>> options() {
        return List.of(MACHINE_TYPE, ACCELERATOR, KERNEL_PARAMETERS, WATCHDOG, FIRMWARE, START_SCRIPT);
    }

    @Override
    public ImageUse imageUse(Options options) {
        return options.get(START_SCRIPT).isPresent() ? ImageUse.NEEDS_NO_IMAGE : ImageUse.BOOTS_AN_IMAGE;
    }

    @Override
    public NetworkUse networkUse() {
        return NetworkUse.TAPS;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        if (StartScript.starts(machine)) {
            return QemuCapabilities.ofStartScript(new QmpClient(), new ConsoleInput(), Path.of("")).types();
        }
        var all = new HashSet<>(QemuCapabilities.of(type(machine), new QmpClient(), new ConsoleInput(), Path.of(""),
                new GuestSnapshots.Subject<>(PortShell.recess(new Address<>("lanes")), Optional.empty(),
                        ResetPolicy.END, new Entrance()))
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
    public Optional<String> shortcoming(MachineSpec machine) {
        return Optional.of(StartScript.SHORTCOMING).filter(why -> StartScript.starts(machine));
    }

    @Override
    public Capabilities atRest(MachineSpec machine, Path directory) {
        return QemuFlash.of(machine, type(machine), directory)
                .map(flash -> Capabilities.none().with(EfiVariables.class, flash.variables()))
                .orElseGet(Capabilities::none);
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        var missing = new ArrayList<>(QemuRequirements.missing(machines));
        if (missing.isEmpty() && machines.stream().anyMatch(machine -> wants(machine, "kvm"))
                && best.get().accelerator() != Accelerator.KVM) {
            missing.add(new Requirement("KVM does not work here: " + best.get().why(), "use a host with KVM, or set"
                    + " \"accelerator\": \"auto\""));
        }
        return missing;
    }

    @Override
    public Map<String, Requirement> missingForSome() {
        return QemuRequirements.missingSwitch()
                .map(missing -> Map.of("start scripts on networks", missing))
                .orElseGet(Map::of);
    }

    @Override
    public Optional<String> emulation(List<MachineSpec> machines) {
        if (machines.stream().noneMatch(machine -> wants(machine, "auto") && !isUnknown(machine))) {
            return Optional.empty();
        }
        var found = best.get();
        return switch (found.accelerator()) {
            case KVM -> Optional.empty();
            case TCG -> Optional
                    .of("no KVM (" + found.why() + "): QEMU emulates the processor, about ten times slower");
        };
    }

    @Override
    public List<String> notices(List<MachineSpec> machines) {
        return emulation(machines).stream().toList();
    }

    @Override
    public Map<String, String> facts(MachineSpec machine) {
        var facts = new LinkedHashMap<String, String>();
        if (StartScript.starts(machine)) {
            machine.options().get(START_SCRIPT).ifPresent(script -> facts.put("start script", script.toString()));
            imposed(machine).ifPresent(chosen -> facts.put("accelerator", words(chosen)));
        } else {
            facts.put("accelerator", words(accelerator(machine)));
            facts.put("board", type(machine).word());
            facts.put("QEMU", version.get());
        }
        return facts;
    }

    private static String words(Accelerator accelerator) {
        return switch (accelerator) {
            case KVM -> "KVM";
            case TCG -> "none: emulated by TCG";
        };
    }

    private static boolean wants(MachineSpec machine, String accelerator) {
        return machine.options().get(ACCELERATOR).orElse("auto").equals(accelerator);
    }

    static MachineType type(MachineSpec machine) {
        return MachineType.of(machine.options().get(MACHINE_TYPE).orElse("q35"));
    }

    private Accelerator accelerator(MachineSpec machine) {
        return switch (machine.options().get(ACCELERATOR).orElse("auto")) {
            case "kvm" -> Accelerator.KVM;
            case "tcg" -> Accelerator.TCG;
            default -> best.get().accelerator();
        };
    }

    /** A start script has a QEMU of its own: without one of this host's, nothing is known of KVM. */
    private static boolean isUnknown(MachineSpec machine) {
        return StartScript.starts(machine) && HostPrograms.missing(QEMU, QemuRequirements.QEMU_PACKAGE).isPresent();
    }

    /** What a start script is told to use; nothing if its own choice will do, which is KVM wherever that seems to be there. */
    private Optional<Accelerator> imposed(MachineSpec machine) {
        return wants(machine, "auto") && isUnknown(machine)
                ? Optional.empty()
                : Optional.of(accelerator(machine))
                        .filter(chosen -> chosen != Accelerator.KVM || wants(machine, "kvm"));
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        if (StartScript.starts(machine)) {
            return ScriptedLife.of(machine, imposed(machine), resets, site, System.getenv());
        }
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
