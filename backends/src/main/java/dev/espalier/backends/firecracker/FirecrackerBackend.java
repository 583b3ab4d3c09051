package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.espalier.backends.microvm.HostDevices;
import dev.espalier.backends.microvm.MonitorProgram;
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
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.backends.spi.Snapshots;

/** MicroVMs by Firecracker, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs. */
public final class FirecrackerBackend implements RestoringBackend {
    private static final String PROGRAM = "firecracker";
    private static final String MONITOR = FirecrackerDialect.INSTANCE.monitor();

    private final HostDevices host;
    private final Monitors<FirecrackerVersion> monitors = new Monitors<>(MONITOR, PROGRAM, FirecrackerOptions.PROGRAM,
            FirecrackerVersion::parse);

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
        return FirecrackerPlan.canBeRestored(machine)
                ? Set.of(Power.class, Pause.class, Snapshots.class)
                : Set.of(Power.class, Pause.class);
    }

    @Override
    public Optional<String> shortcoming(MachineSpec machine) {
        return FirecrackerPlan.canBeRestored(machine)
                ? Optional.empty()
                : Optional.of("Firecracker loads no snapshot into \"huge_pages\": \"2m\"");
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        return monitors.missing(host, machines, FirecrackerBackend::missing);
    }

    private static List<Requirement> missing(MachineSpec machine, FirecrackerVersion version) {
        var missing = new ArrayList<>(Readiness.of(machine, version));
        missing.addAll(Jailer.missing(machine, version, System.getProperty("user.name")));
        return missing;
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
        return new FirecrackerTraits(machine, machine.guestImage(), monitors.versionOf(machine),
                monitors.programOf(machine).says()).all();
    }

    private FirecrackerLife life(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var quarters = quarters(machine, monitors.programOf(machine), site);
        return new FirecrackerLife(
                new FirecrackerPlan(machine, machine.guestImage(), monitors.versionOf(machine), quarters), resets,
                site);
    }

    private static Quarters quarters(MachineSpec machine, MonitorProgram program, MachineSite site) {
        return Jailer.of(machine, site.directory())
                .<Quarters>map(jailer -> new Quarters.Jail(jailer, real(program.path()),
                        site.directory().resolve("jail"), "vm"))
                .orElseGet(() -> new Quarters.Open(program.path(), site.directory()));
    }

    /** The jailer calls it by the name of the file that links lead to. */
    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
