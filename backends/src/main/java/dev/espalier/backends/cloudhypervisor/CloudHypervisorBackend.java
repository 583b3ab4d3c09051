package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.HostDevices;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorProgram;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Resize;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.backends.spi.Snapshots;

/** Machines by Cloud Hypervisor, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs. */
public final class CloudHypervisorBackend implements RestoringBackend {
    private static final String NAME = "cloud-hypervisor";
    private static final String MONITOR = CloudHypervisorDialect.INSTANCE.monitor();

    private final HostDevices devices;
    private final Readiness host;
    private final Map<Path, Optional<CloudHypervisorVersion>> versions = new ConcurrentHashMap<>();

    public CloudHypervisorBackend() {
        this(HostDevices.OF_THIS_HOST, Readiness.OF_THIS_HOST);
    }

    CloudHypervisorBackend(HostDevices devices, Readiness host) {
        this.devices = devices;
        this.host = host;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a virtual machine from a kernel, an initramfs and a disk, on KVM alone",
                "TAPs on the cluster's own bridges", List.of(NAME));
    }

    @Override
    public List<OptionKey<?>> options() {
        return CloudHypervisorOptions.ALL;
    }

    @Override
    public ImageUse imageUse(Options options) {
        return ImageUse.BOOTS_AN_IMAGE;
    }

    @Override
    public NetworkUse networkUse() {
        return NetworkUse.TAPS;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        var all = new HashSet<Class<? extends Capability>>(
                Set.of(Pause.class, Power.class, PowerButton.class, Reboot.class, Reset.class));
        if (canBeResized(machine)) {
            all.add(Resize.class);
        }
        if (shortcoming(machine).isEmpty()) {
            all.add(Snapshots.class);
        }
        return all;
    }

    /** Of the Cloud Hypervisor that is there; where there is none, nothing is known against it. */
    @Override
    public Optional<String> shortcoming(MachineSpec machine) {
        if (CloudHypervisorPlan.isConfined(machine)) {
            return Optional.of("Cloud Hypervisor can write no snapshot where \"landlock\" confines it");
        }
        return program(machine).flatMap(this::version)
                .filter(version -> !version.has(Feature.SNAPSHOTS))
                .map(version -> "Cloud Hypervisor " + version
                        + " has no snapshots for guests with vsock, which came with "
                        + Feature.SNAPSHOTS.since());
    }

    static boolean canBeResized(MachineSpec machine) {
        return machine.options().get(CloudHypervisorOptions.MAX_CPUS).isPresent()
                || machine.options().get(CloudHypervisorOptions.MAX_MEMORY_MIB).isPresent();
    }

    @Override
    public Map<Class<? extends Capability>, String> onRequest() {
        return Map.of(Resize.class, "\"" + CloudHypervisorOptions.MAX_CPUS.name() + "\" or \""
                + CloudHypervisorOptions.MAX_MEMORY_MIB.name() + "\"");
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        var missing = new ArrayList<>(
                devices.missing(MONITOR, machines.stream().anyMatch(machine -> !machine.nics().isEmpty())));
        machines.stream().flatMap(machine -> missing(machine).stream()).distinct().forEach(missing::add);
        return missing;
    }

    private List<Requirement> missing(MachineSpec machine) {
        var program = program(machine);
        if (program.isEmpty()) {
            return List.of(MonitorProgram.missing(named(machine), NAME, MONITOR,
                    CloudHypervisorOptions.PROGRAM.name()));
        }
        return version(program.get()).map(version -> host.of(machine, version))
                .orElseGet(() -> List.of(program.get().missing(MONITOR)));
    }

    private static Optional<Path> named(MachineSpec machine) {
        return machine.options().get(CloudHypervisorOptions.PROGRAM);
    }

    private static Optional<MonitorProgram> program(MachineSpec machine) {
        return MonitorProgram.find(named(machine), NAME);
    }

    private Optional<CloudHypervisorVersion> version(MonitorProgram program) {
        return versions.computeIfAbsent(program.path(),
                path -> program.version().flatMap(CloudHypervisorVersion::parse));
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        return life(machine, resets, site).fromPowerOn();
    }

    @Override
    public Blueprint restored(MachineSpec machine, ResetPolicy resets, MachineSite site, Path snapshot) {
        return life(machine, resets, site).fromSnapshot(new KeptFiles(snapshot));
    }

    @Override
    public Map<String, String> traits(MachineSpec machine) throws IOException {
        var program = found(machine);
        var says = program.version().flatMap(said -> said.lines().findFirst()).orElse("unknown");
        return new CloudHypervisorTraits(machine, image(machine), found(program), says).all();
    }

    private CloudHypervisorLife life(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var program = found(machine);
        var plan = new CloudHypervisorPlan(machine, image(machine), found(program),
                new MachineFiles(site.directory()));
        return new CloudHypervisorLife(program.path(), plan, resets, site);
    }

    private static MonitorProgram found(MachineSpec machine) {
        return program(machine).orElseThrow(() -> new IllegalStateException("there is no Cloud Hypervisor"));
    }

    private CloudHypervisorVersion found(MonitorProgram program) {
        return version(program).orElseThrow(() -> new IllegalStateException("no Cloud Hypervisor: " + program));
    }

    private static GuestImage image(MachineSpec machine) {
        return machine.image()
                .filter(GuestImage.class::isInstance)
                .map(GuestImage.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no image with a kernel"));
    }
}
