package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MachineDisk;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.microvm.MonitorChildren;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.GuestSnapshots;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.backends.vsock.VsockShell;
import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Hierarchies;
import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.process.Provision;
import dev.espalier.runtime.supervision.ChildSpec;

/**
 * What one life of a machine consists of. Firecracker has its serial console on its standard streams, and is told all else when
 * it listens; its guest is reached when it has been told to start.
 */
final class FirecrackerLife {
    private static final long BYTES_OF_A_MIB = 1024 * 1024;

    private final Quarters quarters;
    private final FirecrackerPlan plan;
    private final ResetPolicy resets;
    private final MachineSite site;
    private final MachineFiles files;
    private final Optional<MachineDisk> disk;
    private final MonitorApi api;

    FirecrackerLife(FirecrackerPlan plan, ResetPolicy resets, MachineSite site) {
        this.plan = plan;
        this.quarters = plan.quarters();
        this.resets = resets;
        this.site = site;
        this.files = new MachineFiles(quarters.directory());
        this.disk = plan.image().rootDisk().map(image -> new MachineDisk(image, files.disk()));
        this.api = new MonitorApi(files.api(), FirecrackerDialect.INSTANCE);
    }

    Blueprint fromPowerOn() {
        return blueprint(this::makeDisk, plan.borrowed(), plan.boot());
    }

    Blueprint fromSnapshot(KeptFiles kept) {
        return blueprint(() -> replaceDisk(kept), plan.borrowed(kept), plan.restoration(kept));
    }

    private Blueprint blueprint(Preparation.Step disks, Map<String, Path> borrowed, List<ApiCall> calls) {
        var children = new MonitorChildren(site, FirecrackerDialect.INSTANCE, api);
        var shell = new VsockShell(files.vsock());
        var all = new ArrayList<ChildSpec>();
        var group = group();
        group.ifPresent(limited -> all.add(Provision.child("control group", limited)));
        quarters.provision().ifPresent(jail -> all.add(Provision.child("jail", jail)));
        all.addAll(List.of(
                Preparation.child("files", () -> makeFiles(disks, borrowed)),
                children.consoleReader(),
                children.process("firecracker", command(group), this::lastWords),
                children.configuration(plan.machine().nics(), calls),
                shell.child(site.shellListener())));
        return new Blueprint(all, capabilities(shell));
    }

    /** The kernel's limit of all that Firecracker takes of its host, if there is to be one. */
    private Optional<LimitedGroup> group() {
        return plan.machine()
                .options()
                .get(FirecrackerOptions.HOST_MEMORY_MIB)
                .flatMap(mib -> Hierarchies.ofThisHost()
                        .map(hierarchies -> new LimitedGroup(ControlGroup.in(hierarchies),
                                new Limit.Memory(mib * BYTES_OF_A_MIB))));
    }

    private Capabilities capabilities(VsockShell shell) {
        var processors = new FirecrackerProcessors(api);
        var all = Capabilities.none().with(Power.class, () -> "reboot").with(Pause.class, processors);
        return FirecrackerPlan.canBeRestored(plan.machine())
                ? all.with(Snapshots.class, new FirecrackerSnapshots(api, processors, quarters,
                        new GuestSnapshots.Subject<>(shell.recess(), disk.map(MachineDisk::file), resets,
                                site.entrance())))
                : all;
    }

    /** Firecracker removes neither of its sockets, and does not start where they are. */
    private void makeFiles(Preparation.Step disks, Map<String, Path> borrowed)
            throws IOException, InterruptedException {
        files.make(plan.machine().seed(), plan.image(), disks);
        Files.write(metrics(), new byte[0]);
        quarters.admit(borrowed, site.entrance());
    }

    private Path metrics() {
        return quarters.directory().resolve(FirecrackerPlan.METRICS);
    }

    private void makeDisk() throws IOException, InterruptedException {
        if (disk.isPresent()) {
            disk.get().make(site.entrance());
        }
    }

    private void replaceDisk(KeptFiles kept) throws IOException, InterruptedException {
        if (disk.isPresent()) {
            disk.get().replace(kept.disk(), site.entrance());
        }
    }

    private List<String> command(Optional<LimitedGroup> group) {
        var command = quarters.command(plan);
        return group.map(limited -> limited.group().entering(command)).orElse(command);
    }

    private List<MachineEvent> lastWords(ExitStatus status) {
        return FirecrackerEnd.of(status).map(this::lastWords).orElse(List.of());
    }

    private List<MachineEvent> lastWords(FirecrackerEnd end) {
        if (end == FirecrackerEnd.RESET) {
            return List.of(new MachineEvent.GuestReset());
        }
        var words = new ArrayList<>(files.lastWords());
        var failures = FirecrackerMetrics.in(metrics()).text();
        if (!failures.isEmpty()) {
            words.add(new MachineEvent.ProcessSaid("Firecracker counted failures: " + failures));
        }
        words.add(new MachineEvent.ProcessSaid("Firecracker ended with status " + end.code() + ": " + end.meaning()));
        return words;
    }
}
