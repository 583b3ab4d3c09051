package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.HostDevices;
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
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.backends.spi.Snapshots;

/** MicroVMs by Firecracker, from a kernel, an initramfs and a disk, on the cluster's networks through TAPs. */
public final class FirecrackerBackend implements RestoringBackend {
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
        return version(program.get()).map(version -> missing(machine, version))
                .orElseGet(() -> List.of(program.get().missing(FirecrackerDialect.INSTANCE.monitor())));
    }

    private static List<Requirement> missing(MachineSpec machine, FirecrackerVersion version) {
        var missing = new ArrayList<>(Readiness.of(machine, version));
        missing.addAll(Jailer.missing(machine, version, System.getProperty("user.name")));
        return missing;
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
        return new FirecrackerTraits(machine, image(machine), found(program), says).all();
    }

    private FirecrackerLife life(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var program = found(machine);
        return new FirecrackerLife(
                new FirecrackerPlan(machine, image(machine), found(program), quarters(machine, program, site)), resets,
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

    private static MonitorProgram found(MachineSpec machine) {
        return program(machine).orElseThrow(() -> new IllegalStateException("there is no Firecracker"));
    }

    private FirecrackerVersion found(MonitorProgram program) {
        return version(program).orElseThrow(() -> new IllegalStateException("no Firecracker: " + program));
    }

    private static GuestImage image(MachineSpec machine) {
        return machine.image()
                .filter(GuestImage.class::isInstance)
                .map(GuestImage.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no image with a kernel"));
    }
}
