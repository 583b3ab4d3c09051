package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.Preparation;

/**
 * What one life of a machine consists of. Firecracker has its serial console on its standard streams, and is told all else when
 * it listens; its guest is reached when it has been told to start.
 */
final class FirecrackerLife {
    /** Begins the program that its arguments name in the directory that comes before them. */
    private static final List<String> IN_DIRECTORY = List.of("sh", "-c", "cd \"$0\" && exec \"$@\"");

    private final Path program;
    private final FirecrackerPlan plan;
    private final ResetPolicy resets;
    private final MachineSite site;
    private final MachineFiles files;
    private final Optional<MachineDisk> disk;
    private final MonitorApi api;

    FirecrackerLife(Path program, FirecrackerPlan plan, ResetPolicy resets, MachineSite site) {
        this.program = program;
        this.plan = plan;
        this.resets = resets;
        this.site = site;
        this.files = new MachineFiles(site.directory());
        this.disk = plan.image().rootDisk().map(image -> new MachineDisk(image, files.disk()));
        this.api = new MonitorApi(files.api(), FirecrackerDialect.INSTANCE);
    }

    Blueprint fromPowerOn() {
        return blueprint(this::makeDisk, plan.boot());
    }

    Blueprint fromSnapshot(KeptFiles kept) {
        return blueprint(() -> replaceDisk(kept), plan.restoration(kept));
    }

    private Blueprint blueprint(Preparation.Step disks, List<ApiCall> calls) {
        var children = new MonitorChildren(site, FirecrackerDialect.INSTANCE, api);
        var shell = new VsockShell(files.vsock());
        return new Blueprint(List.of(
                Preparation.child("files", () -> makeFiles(disks)),
                children.consoleReader(),
                children.process("firecracker", command(), this::lastWords),
                children.configuration(plan.machine().nics(), calls),
                shell.child(site.shellListener())),
                capabilities(shell));
    }

    private Capabilities capabilities(VsockShell shell) {
        var processors = new FirecrackerProcessors(api);
        var all = Capabilities.none().with(Power.class, () -> "reboot").with(Pause.class, processors);
        return FirecrackerPlan.canBeRestored(plan.machine())
                ? all.with(Snapshots.class, new FirecrackerSnapshots(api, processors,
                        new GuestSnapshots.Subject<>(shell.recess(), disk.map(MachineDisk::file), resets,
                                site.entrance())))
                : all;
    }

    /** Firecracker removes neither of its sockets, and does not start where they are. */
    private void makeFiles(Preparation.Step disks) throws IOException, InterruptedException {
        files.make(plan.machine().seed(), plan.image(), disks);
        Files.write(metrics(), new byte[0]);
    }

    private Path metrics() {
        return site.directory().resolve(FirecrackerPlan.METRICS);
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

    private List<String> command() {
        var command = new ArrayList<>(IN_DIRECTORY);
        command.add(site.directory().toString());
        command.add(program.toString());
        command.addAll(plan.arguments());
        return command;
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
