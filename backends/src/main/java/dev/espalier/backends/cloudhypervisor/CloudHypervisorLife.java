package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.microvm.MachineDisk;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.microvm.MonitorChildren;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Resize;
import dev.espalier.backends.vsock.VsockShell;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.supervision.ChildSpec;

/**
 * What one life of a machine consists of. Cloud Hypervisor has its serial console on its standard output, tells of its guest
 * through a pipe, and is told all else when it listens; its guest is reached when it has been told to boot.
 */
final class CloudHypervisorLife {
    private final Path program;
    private final CloudHypervisorPlan plan;
    private final MachineFiles files;
    private final ResetPolicy resets;
    private final MachineSite site;
    private final MonitorApi api;
    private final HostResets hostResets = new HostResets();

    CloudHypervisorLife(Path program, CloudHypervisorPlan plan, ResetPolicy resets, MachineSite site) {
        this.program = program;
        this.plan = plan;
        this.files = plan.files();
        this.resets = resets;
        this.site = site;
        this.api = new MonitorApi(files.api(), CloudHypervisorDialect.INSTANCE);
    }

    Blueprint blueprint() {
        var children = new MonitorChildren(site, CloudHypervisorDialect.INSTANCE, api);
        return new Blueprint(List.of(
                Preparation.child("files", this::makeFiles),
                children.consoleReader(),
                ChildSpec.worker("event monitor",
                        EventMonitor.reading(files.events(), api, site.events(), resets, hostResets)),
                children.process("cloud-hypervisor", command(), this::lastWords),
                children.configuration(plan.machine().nics(), plan.calls()),
                new VsockShell(files.vsock()).child(site.shellListener())),
                capabilities());
    }

    private Capabilities capabilities() {
        var controls = new CloudHypervisorControls(api, hostResets);
        var all = Capabilities.none()
                .with(Pause.class, controls)
                .with(Power.class, () -> "poweroff")
                .with(PowerButton.class, controls)
                .with(Reboot.class, () -> "reboot")
                .with(Reset.class, controls);
        return CloudHypervisorBackend.canBeResized(plan.machine()) ? all.with(Resize.class, controls) : all;
    }

    /** One that was killed has left its sockets, and not every Cloud Hypervisor starts where they are. */
    private void makeFiles() throws IOException, InterruptedException {
        files.make(plan.machine().seed(), plan.image(), this::makeDisk);
        EventPipe.make(files.events());
    }

    private void makeDisk() throws IOException, InterruptedException {
        if (plan.image().rootDisk().isPresent()) {
            new MachineDisk(plan.image().rootDisk().get(), files.disk()).make(site.entrance());
        }
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(plan.arguments());
        return command;
    }

    private List<MachineEvent> lastWords(ExitStatus status) {
        return status instanceof ExitStatus.Exited && !status.success() ? files.lastWords() : List.of();
    }
}
