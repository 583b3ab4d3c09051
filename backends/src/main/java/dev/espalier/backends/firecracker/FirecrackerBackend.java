package dev.espalier.backends.firecracker;

import java.nio.file.Path;
import java.util.ArrayList;
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
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;

/** MicroVMs by Firecracker, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs. */
public final class FirecrackerBackend implements Backend {
    private static final String PROGRAM = "firecracker";

    private final HostDevices host;
    private final Map<Path, Optional<FirecrackerVersion>> versions = new ConcurrentHashMap<>();

    public FirecrackerBackend() {
        this(HostDevices.OF_THIS_HOST);
    }

    FirecrackerBackend(HostDevices host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "firecracker";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a microVM from a kernel, an initramfs and a disk, on KVM alone",
                "TAPs on the cluster's own bridges", List.of(PROGRAM));
    }

    @Override
    public List<OptionKey<?>> options() {
        return FirecrackerOptions.ALL;
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
        return Set.of(Power.class, Pause.class);
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        var missing = new ArrayList<>(
                host.missing(FirecrackerDialect.INSTANCE.monitor(),
                        machines.stream().anyMatch(machine -> !machine.nics().isEmpty())));
        machines.stream().flatMap(machine -> missing(machine).stream()).distinct().forEach(missing::add);
        return missing;
    }

    private List<Requirement> missing(MachineSpec machine) {
        var program = program(machine);
        if (program.isEmpty()) {
            return List.of(MonitorProgram.missing(named(machine), PROGRAM, FirecrackerDialect.INSTANCE.monitor(),
                    FirecrackerOptions.PROGRAM.name()));
        }
        return version(program.get()).map(version -> Readiness.of(machine, version))
                .orElseGet(() -> List.of(program.get().missing(FirecrackerDialect.INSTANCE.monitor())));
    }

    private static Optional<Path> named(MachineSpec machine) {
        return machine.options().get(FirecrackerOptions.PROGRAM);
    }

    private static Optional<MonitorProgram> program(MachineSpec machine) {
        return MonitorProgram.find(named(machine), PROGRAM);
    }

    private Optional<FirecrackerVersion> version(MonitorProgram program) {
        return versions.computeIfAbsent(program.path(),
                path -> program.version().flatMap(FirecrackerVersion::parse));
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var program = program(machine)
                .orElseThrow(() -> new IllegalStateException("there is no Firecracker"));
        var version = version(program).orElseThrow(() -> new IllegalStateException("no Firecracker: " + program));
        var image = machine.image()
                .filter(GuestImage.class::isInstance)
                .map(GuestImage.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no image with a kernel"));
        var plan = new FirecrackerPlan(machine, image, version, new MachineFiles(site.directory()));
        return new FirecrackerLife(program.path(), plan, site).blueprint();
    }
}
