package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.vsock.VsockDoor;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.process.BriefProcess;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.process.ProcessConnections;
import dev.espalier.runtime.process.ProcessListener;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.supervision.SupervisorSpec;

/**
 * What one life of a machine consists of. Firecracker has its serial console on its standard streams, and is told all else when
 * it listens; its guest is reached when it has been told to start.
 */
final class FirecrackerLife {
    private static final String WORKING_DIRECTORY = "/tmp";
    private static final int LINES_OF_LOG = 10;
    private static final RestartIntensity SHELL_RESTARTS = new RestartIntensity(5, Duration.ofSeconds(10));

    private final Path program;
    private final FirecrackerPlan plan;
    private final MachineFiles files;
    private final MachineSite site;
    private final FirecrackerApi api;

    FirecrackerLife(Path program, FirecrackerPlan plan, MachineSite site) {
        this.program = program;
        this.plan = plan;
        this.files = plan.files();
        this.site = site;
        this.api = new FirecrackerApi(files.api());
    }

    Blueprint blueprint() {
        var console = new ProcessConnections();
        return new Blueprint(List.of(
                Preparation.child("files", this::makeFiles),
                ChildSpec.worker("console reader",
                        ConsoleReader.reading(console, site.console(), new ConsoleInput(), site.clock())),
                ChildSpec.worker("firecracker", self -> process(console).behavior(self))
                        .restart(Restart.TEMPORARY)
                        .significant(true)
                        .shutdown(Shutdown.brutalKill()),
                Preparation.child("configuration", this::configure, FirecrackerLife::meaning),
                guestShell()),
                Capabilities.none()
                        .with(Power.class, () -> "reboot")
                        .with(Pause.class, new FirecrackerProcessors(api)));
    }

    /** The door tells the shell of the guest, so it is restarted with it. */
    private ChildSpec guestShell() {
        var shell = new Address<NativeShell.Message>("commands");
        return ChildSpec.supervisor("guest shell", SupervisorSpec.restForOne(
                ChildSpec.worker("commands", NativeShell.of(shell, WORKING_DIRECTORY, site.shellListener())),
                ChildSpec.worker("vsock", VsockDoor.at(files.vsock(), shell)))
                .intensity(SHELL_RESTARTS));
    }

    /** Firecracker removes neither of its sockets, and does not start where they are. */
    private void makeFiles() throws IOException, InterruptedException {
        Files.deleteIfExists(files.api());
        Files.deleteIfExists(files.vsock());
        Files.write(files.log(), new byte[0]);
        plan.machine().seed().appendTo(plan.image().initrd(), files.initrd());
        if (plan.image().rootDisk().isPresent()) {
            new MachineDisk(plan.image().rootDisk().get(), files.disk()).make(site.entrance());
        }
    }

    private ChildStart process(ProcessConnections console) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(plan.arguments());
        var spec = new ProcessSpec(site.entrance().entering(command), site.directory(),
                Map.of("PATH", HostPrograms.PATH, "TMPDIR", site.directory().toString()));
        return OsProcess.running(spec,
                new Stdio.Connected(console, line -> site.events().accept(new MachineEvent.ProcessSaid(line))),
                new Listener(), FirecrackerLife::meaning);
    }

    private void configure() throws IOException, InterruptedException {
        for (var nic : plan.machine().nics()) {
            requireUp(nic);
        }
        api.awaitListening();
        for (var call : plan.calls()) {
            api.tell(call);
        }
    }

    /** Firecracker would make an interface that is not there, which is on no network, and say nothing. */
    private void requireUp(Nic nic) throws IOException, InterruptedException {
        String found;
        try {
            found = BriefProcess.run(
                    site.entrance().entering(List.of("ip", "-o", "link", "show", "dev", nic.port(), "up")), "");
        } catch (IOException e) {
            throw FirecrackerFailure.because("its network interface is not there: " + e.getMessage());
        }
        if (found.isBlank()) {
            throw FirecrackerFailure.because("its network interface " + nic.port() + " is down");
        }
    }

    private static ExitReason meaning(Throwable failure) {
        return failure instanceof FirecrackerFailure known
                ? ExitReason.failed(known.why())
                : ExitReason.crashed(failure);
    }

    private static ExitReason meaning(ExitStatus status) {
        return status.success() ? ExitReason.normal() : ExitReason.failed(FirecrackerEnd.describe(status));
    }

    /** Tells more of Firecracker's end than its exit status does. */
    private final class Listener implements ProcessListener {
        @Override
        public void started(long pid) {
            site.processListener().started(pid);
        }

        @Override
        public void ended(ExitStatus status) {
            api.ended(status);
        }

        @Override
        public void exited(ExitStatus status) {
            FirecrackerEnd.of(status).ifPresent(this::tell);
            site.processListener().exited(status);
        }

        private void tell(FirecrackerEnd end) {
            if (end == FirecrackerEnd.RESET) {
                site.events().accept(new MachineEvent.GuestReset());
                return;
            }
            lastOfLog().forEach(line -> site.events().accept(new MachineEvent.ProcessSaid(line)));
            site.events()
                    .accept(new MachineEvent.ProcessSaid("Firecracker ended with status " + end.code() + ": "
                            + end.meaning()));
        }
    }

    private List<String> lastOfLog() {
        try (var lines = Files.lines(files.log())) {
            var all = new ArrayList<String>();
            lines.forEach(line -> {
                all.add(line);
                if (all.size() > LINES_OF_LOG) {
                    all.removeFirst();
                }
            });
            return all;
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
