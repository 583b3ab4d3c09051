package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.microvm.MonitorChildren;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.vsock.VsockShell;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.Preparation;

/**
 * What one life of a machine consists of. Firecracker has its serial console on its standard streams, and is told all else when
 * it listens; its guest is reached when it has been told to start.
 */
final class FirecrackerLife {
    private final Path program;
    private final FirecrackerPlan plan;
    private final MachineFiles files;
    private final MachineSite site;
    private final MonitorApi api;

    FirecrackerLife(Path program, FirecrackerPlan plan, MachineSite site) {
        this.program = program;
        this.plan = plan;
        this.files = plan.files();
        this.site = site;
        this.api = new MonitorApi(files.api(), FirecrackerDialect.INSTANCE);
    }

    Blueprint blueprint() {
        var children = new MonitorChildren(site, FirecrackerDialect.INSTANCE, api);
        return new Blueprint(List.of(
                Preparation.child("files", this::makeFiles),
                children.consoleReader(),
                children.process("firecracker", command(), this::lastWords),
                children.configuration(plan.machine().nics(), plan.calls()),
                new VsockShell(files.vsock()).child(site.shellListener())),
                Capabilities.none()
                        .with(Power.class, () -> "reboot")
                        .with(Pause.class, new FirecrackerProcessors(api)));
    }

    /** Firecracker removes neither of its sockets, and does not start where they are. */
    private void makeFiles() throws IOException, InterruptedException {
        files.make(plan.machine().seed(), plan.image(), site.entrance());
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(program.toString()));
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
        words.add(new MachineEvent.ProcessSaid("Firecracker ended with status " + end.code() + ": " + end.meaning()));
        return words;
    }
}
