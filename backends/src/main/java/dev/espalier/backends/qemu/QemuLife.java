package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.shell.BackdoorShell;
import dev.espalier.backends.shell.BashHandover;
import dev.espalier.backends.shell.PortShell;
import dev.espalier.backends.shell.ShellRecess;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.supervision.SupervisorSpec;

/** What one life of a QEMU machine consists of, whether it begins with its power switch or with a snapshot. */
final class QemuLife {
    /** How many commands can run at once, and one lane for the host. */
    private static final int LANES = 10;

    private static final RestartIntensity SHELL_RESTARTS = new RestartIntensity(5, Duration.ofSeconds(10));

    /** Opens the file named by the first argument for the program that the others are. */
    private static final List<String> WITH_MEMORY = List.of("sh", "-c", "exec \"$@\" 3<\"$0\"");
    private static final List<String> LOADING_MEMORY = List.of("-incoming", "fd:3");

    private final MachineSpec machine;
    private final MachineSite site;
    private final GuestImage image;
    private final QemuMachine qemu;
    private final Optional<QemuDisk> disk;
    private final Optional<QemuFlash> flash;
    private final List<QemuLane> lanes;
    private final QmpClient client = new QmpClient();
    private final ConsoleInput input = new ConsoleInput();
    private final Address<PortShell.Message> shell = new Address<>("lanes");
    private final BashHandover bashes = new BashHandover();

    private QemuLife(MachineSpec machine, MachineSite site, GuestImage image, QemuMachine qemu, Optional<QemuDisk> disk,
            Optional<QemuFlash> flash, List<QemuLane> lanes) {
        this.machine = machine;
        this.site = site;
        this.image = image;
        this.qemu = qemu;
        this.disk = disk;
        this.flash = flash;
        this.lanes = lanes;
    }

    static QemuLife of(MachineSpec machine, MachineType type, Accelerator accelerator, ResetPolicy resets,
            MachineSite site) {
        var image = image(machine);
        var directory = site.directory();
        var disk = image.rootDisk().map(shared -> new QemuDisk(shared, directory.resolve("root.qcow2")));
        var flash = QemuFlash.of(machine, type, directory);
        var lanes = lanes(directory);
        var qemu = new QemuMachine(machine.name(), type, accelerator, resets,
                machine.options().get(QemuBackend.WATCHDOG).map(Watchdog::of), flash, machine.cpus(),
                machine.memoryMib(),
                image.kernel(), directory.resolve("initrd"), kernelParameters(machine, type, image),
                disk.map(QemuDisk::file), machine.nics(), directory.resolve("console.sock"),
                directory.resolve("shell.sock"), directory.resolve("qmp.sock"), ports(lanes));
        return new QemuLife(machine, site, image, qemu, disk, flash, lanes);
    }

    /** @throws IllegalArgumentException if it has none with a kernel */
    static GuestImage image(MachineSpec machine) {
        return machine.image()
                .filter(GuestImage.class::isInstance)
                .map(GuestImage.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no image with a kernel"));
    }

    private static List<QemuLane> lanes(Path directory) {
        return IntStream.range(0, LANES).mapToObj(lane -> QemuLane.in(directory, lane)).toList();
    }

    private static List<QemuPort> ports(List<QemuLane> lanes) {
        return lanes.stream().flatMap(QemuLane::ports).toList();
    }

    /** The ports that every machine has, in a directory of this name. */
    static List<QemuPort> ports(Path directory) {
        return ports(lanes(directory));
    }

    private static List<String> kernelParameters(MachineSpec machine, MachineType type, GuestImage image) {
        var parameters = new ArrayList<>(List.of("console=ttyS0", "panic=-1"));
        parameters.addAll(type.kernelParameters());
        HostClock.kernelParameter().ifPresent(parameters::add);
        parameters.addAll(image.kernelParameters());
        machine.options().get(QemuBackend.KERNEL_PARAMETERS).ifPresent(parameters::addAll);
        return parameters;
    }

    Blueprint fromPowerOn() {
        Preparation.Step files = () -> {
            makeInitrd();
            makeFlash();
            if (disk.isPresent()) {
                disk.get().make(site.entrance());
            }
        };
        return blueprint(files, arguments(), client);
    }

    Blueprint fromSnapshot(SnapshotFiles snapshot) {
        var awakening = new Awakening(client);
        Preparation.Step files = () -> {
            makeInitrd();
            makeFlash();
            if (disk.isPresent()) {
                disk.get().replace(snapshot.disk(), site.entrance());
            }
            bashes.leave(snapshot.residents());
            awakening.begin();
        };
        var command = new ArrayList<>(WITH_MEMORY);
        command.add(snapshot.memory().toString());
        command.addAll(arguments());
        command.addAll(LOADING_MEMORY);
        return blueprint(files, command, awakening);
    }

    private void makeFlash() throws IOException {
        if (flash.isPresent()) {
            flash.get().variables().make();
        }
    }

    private void makeInitrd() throws IOException {
        machine.seed().appendTo(image.initrd(), qemu.initrd());
    }

    private List<String> arguments() {
        var command = new ArrayList<>(List.of(QemuBackend.QEMU));
        command.addAll(qemu.arguments());
        return command;
    }

    private Blueprint blueprint(Preparation.Step files, List<String> command, Qmp qmp) {
        return new Blueprint(List.of(
                Preparation.child("files", files),
                ChildSpec.worker("console reader",
                        ConsoleReader.reading(new UnixListener(qemu.console()), site.console(), input, site.clock())),
                ChildSpec.worker("control channel",
                        QmpChannel.over(new UnixListener(qemu.qmp()), client, site.events())),
                guestShell(),
                ChildSpec.worker("qemu", self -> process(command).behavior(self))
                        .restart(Restart.TEMPORARY)
                        .significant(true)
                        .shutdown(Shutdown.brutalKill())),
                QemuCapabilities.of(qemu.type(), qmp, input, site.directory(),
                        new SnapshotSubject(new ShellRecess(shell), disk.map(QemuDisk::file), qemu.resets(),
                                site.directory().resolve("memory.sock"), site.entrance())));
    }

    /** The backdoor tells the lanes' shell of the guest, so it is restarted with it. */
    private ChildSpec guestShell() {
        return ChildSpec.supervisor("guest shell", SupervisorSpec.restForOne(
                ChildSpec.worker("lanes",
                        PortShell.over(lanes.stream().map(QemuLane::listeners).toList(), shell, site.shellListener(),
                                bashes)),
                ChildSpec.worker("backdoor",
                        BackdoorShell.over(new UnixListener(qemu.shell()), PortShell.ofBackdoor(shell))))
                .intensity(SHELL_RESTARTS));
    }

    private ChildStart process(List<String> command) {
        var spec = new ProcessSpec(site.entrance().entering(command), site.directory(),
                Map.of("PATH", HostPrograms.PATH, "TMPDIR", site.directory().toString()));
        return OsProcess.running(spec,
                new Stdio.Logged(line -> site.events().accept(new MachineEvent.ProcessSaid(line))),
                site.processListener());
    }
}
