package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
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
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Resize;
import dev.espalier.backends.spi.Snapshots;
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
    private final Optional<MachineDisk> disk;

    CloudHypervisorLife(Path program, CloudHypervisorPlan plan, ResetPolicy resets, MachineSite site) {
        this.program = program;
        this.plan = plan;
        this.files = plan.files();
        this.resets = resets;
        this.site = site;
        this.disk = plan.image().rootDisk().map(image -> new MachineDisk(image, files.disk()));
        this.api = new MonitorApi(files.api(), CloudHypervisorDialect.INSTANCE);
    }

    Blueprint fromPowerOn() {
        return blueprint(this::makeDisk, plan.boot());
    }

    Blueprint fromSnapshot(KeptFiles kept) {
        return blueprint(() -> takeOver(kept), plan.restoration());
    }

    private Blueprint blueprint(Preparation.Step disks, List<ApiCall> calls) {
        var shell = new VsockShell(files.vsock());
        var children = new MonitorChildren(site, CloudHypervisorDialect.INSTANCE, api);
        return new Blueprint(List.of(
                Preparation.child("files", () -> makeFiles(disks)),
                children.consoleReader(),
                ChildSpec.worker("event monitor",
                        EventMonitor.reading(files.events(), api, site.events(), resets, hostResets)),
                children.process("cloud-hypervisor", command(), this::lastWords),
                children.configuration(plan.machine().nics(), calls),
                shell.child(site.shellListener())),
                capabilities(shell));
    }

    private Capabilities capabilities(VsockShell shell) {
        var processors = new CloudHypervisorProcessors(api, hostResets);
        var all = Capabilities.none()
                .with(Pause.class, processors)
                .with(Power.class, () -> "poweroff")
                .with(PowerButton.class, processors)
                .with(Reboot.class, () -> "reboot")
                .with(Reset.class, processors);
        if (CloudHypervisorBackend.canBeResized(plan.machine())) {
            all = all.with(Resize.class, processors);
        }
        return plan.canBeRestored()
                ? all.with(Snapshots.class, new CloudHypervisorSnapshots(api, processors, new GuestSnapshots.Subject<>(
                        shell.recess(), disk.map(MachineDisk::file), resets, site.entrance())))
                : all;
    }

    /** One that was killed has left its sockets, and not every Cloud Hypervisor starts where they are. */
    private void makeFiles(Preparation.Step disks) throws IOException, InterruptedException {
        files.make(plan.machine().seed(), plan.image(), disks);
        EventPipe.make(files.events());
    }

    private void makeDisk() throws IOException, InterruptedException {
        if (disk.isPresent()) {
            disk.get().make(site.entrance());
        }
    }

    private void takeOver(KeptFiles kept) throws IOException, InterruptedException {
        kept.presentTo(plan.configuration(), plan.beginning());
        if (disk.isPresent()) {
            disk.get().replace(kept.disk(), site.entrance());
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
