package dev.espalier.backends.cloudhypervisor;

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
import dev.espalier.backends.spi.Backend;
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

/** Machines by Cloud Hypervisor, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs. */
public final class CloudHypervisorBackend implements Backend {
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
        return all;
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
        var program = program(machine).orElseThrow(() -> new IllegalStateException("there is no Cloud Hypervisor"));
        var version = version(program)
                .orElseThrow(() -> new IllegalStateException("no Cloud Hypervisor: " + program));
        var image = machine.image()
                .filter(GuestImage.class::isInstance)
                .map(GuestImage.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no image with a kernel"));
        var plan = new CloudHypervisorPlan(machine, image, version, new MachineFiles(site.directory()));
        return new CloudHypervisorLife(program.path(), plan, resets, site).blueprint();
    }
}
