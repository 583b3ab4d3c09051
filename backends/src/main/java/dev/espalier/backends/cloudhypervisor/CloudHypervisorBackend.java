package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.microvm.HostDevices;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.Monitors;
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
    private final Monitors<CloudHypervisorVersion> monitors = new Monitors<>(MONITOR, NAME,
            CloudHypervisorOptions.PROGRAM, CloudHypervisorVersion::parse);

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
        return monitors.version(machine)
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
        return monitors.missing(devices, machines, host::of);
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
        return new CloudHypervisorTraits(machine, machine.guestImage(), monitors.versionOf(machine),
                monitors.programOf(machine).says()).all();
    }

    private CloudHypervisorLife life(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var plan = new CloudHypervisorPlan(machine, machine.guestImage(), monitors.versionOf(machine),
                new MachineFiles(site.directory()));
        return new CloudHypervisorLife(monitors.programOf(machine).path(), plan, resets, site);
    }
}
