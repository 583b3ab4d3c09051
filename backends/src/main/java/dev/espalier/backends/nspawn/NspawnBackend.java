package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.espalier.backends.image.RootDirectory;
import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Hierarchies;
import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.process.ProcessConnections;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Provision;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers by systemd-nspawn: the system of an image or a directory on this host's kernel, with processes, a network and
 * control groups of its own.
 */
public final class NspawnBackend implements Backend {
    static final String NSPAWN = "systemd-nspawn";
    private static final Logger LOG = LoggerFactory.getLogger(NspawnBackend.class);
    private static final String PACKAGE = "systemd-container";
    private static final int PROCESSES = 4096;
    private static final long BYTES_OF_A_MIB = 1 << 20;

    public static final OptionKey<Boolean> WRITE_TO_DIRECTORY = new OptionKey<>("write_to_directory",
            new OptionType.Flag(),
            "whether the machine writes to the directory that is its image; else what it writes is"
                    + " gone with the cluster");

    public static final OptionKey<Integer> MAX_PROCESSES = new OptionKey<>("max_processes",
            new OptionType.WholeNumber(1, 4_194_304),
            "how many processes and threads the machine may have; " + PROCESSES + " unless it is given");

    public static final OptionKey<Path> START_SCRIPT = ContainerScript.START_SCRIPT;

    /** Where commands run: what is in /tmp is gone when systemd has come so far. */
    private static final String WORKING_DIRECTORY = "/root";
    /** A systemd that has just begun takes no orders. */
    private static final String POWER_OFF = "until poweroff; do sleep 0.1; done";
    private static final String REBOOT = "until reboot; do sleep 0.1; done";
    private static final Path LOOP_CONTROL = Path.of("/dev/loop-control");

    @Override
    public String name() {
        return "nspawn";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a container with the system of an image or a directory, on this host's kernel",
                "veths on the cluster's own bridges", List.of(PACKAGE));
    }

    @Override
    public List<OptionKey<?>> options() {
        return List.of(WRITE_TO_DIRECTORY, MAX_PROCESSES, START_SCRIPT);
    }

    @Override
    public ImageUse imageUse(Options options) {
        return options.get(START_SCRIPT).isPresent() ? ImageUse.NEEDS_NO_IMAGE : ImageUse.BOOTS_AN_IMAGE;
    }

    @Override
    public NetworkUse networkUse() {
        return NetworkUse.OWN_PORTS;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        return Set.of(Power.class, Reboot.class, Pause.class);
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        var missing = new ArrayList<Requirement>();
        var described = machines.stream().filter(machine -> !ContainerScript.starts(machine)).toList();
        if (!described.isEmpty() || machines.isEmpty()) {
            HostPrograms.missing(NSPAWN, PACKAGE).ifPresent(missing::add);
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add(new Requirement("systemd-nspawn needs root", "run as root, or use another backend"));
        } else if (Hierarchies.ofThisHost().filter(Hierarchies::areWritable).isEmpty()) {
            missing.add(new Requirement("no control groups of version 2 can be made here",
                    "mount -t cgroup2 cgroup2 /sys/fs/cgroup; a container has to be privileged for that"));
        }
        if (Files.notExists(LOOP_CONTROL)
                && described.stream().anyMatch(machine -> !(machine.image().orElse(null) instanceof RootDirectory))) {
            missing.add(new Requirement(LOOP_CONTROL + " does not exist, and images are mounted by it",
                    "modprobe loop; in a container, start it with --device " + LOOP_CONTROL));
        }
        missing.addAll(wrongWrites(described));
        machines.stream()
                .filter(ContainerScript::starts)
                .flatMap(machine -> ContainerScript.of(machine, Path.of("")).missing().stream())
                .forEach(missing::add);
        return missing;
    }

    private static List<Requirement> wrongWrites(List<MachineSpec> machines) {
        var wrong = new ArrayList<Requirement>();
        var written = new HashSet<Path>();
        for (var machine : machines) {
            if (writes(machine) == ContainerRoot.Writes.INTO_THE_IMAGE) {
                if (!(machine.image().orElse(null) instanceof RootDirectory(var path))) {
                    wrong.add(new Requirement("the image of " + machine.name() + " is no directory to write to",
                            "give it {\"directory\": ...}, or no \"" + WRITE_TO_DIRECTORY.name() + "\""));
                } else if (!written.add(path.toAbsolutePath().normalize())) {
                    wrong.add(new Requirement("two machines are to write to " + path,
                            "give " + machine.name() + " a directory of its own"));
                }
            }
        }
        return wrong;
    }

    private static ContainerRoot.Writes writes(MachineSpec machine) {
        return machine.options().get(WRITE_TO_DIRECTORY).orElse(false)
                ? ContainerRoot.Writes.INTO_THE_IMAGE
                : ContainerRoot.Writes.OVER_THE_IMAGE;
    }

    /** Nothing happens if the container has ended meanwhile, which nspawn tells of. */
    private static void enter(long inside, ContainerLeader.Init init, ContainerGroups groups, ContainerLives lives,
            MachineSite site)
            throws IOException, InterruptedException {
        var leader = ContainerLeader.find(groups.container(), inside);
        if (leader.isPresent()) {
            leader.get().awaitReady(init);
            lives.entered(new ContainerDoor(leader.get(), groups.commands(), site).launcher());
        } else {
            LOG.info("a container's first process, {} to nspawn, has no number on this host", inside);
        }
    }

    private static List<Limit> limits(MachineSpec machine) {
        return List.of(new Limit.Memory(machine.memoryMib() * BYTES_OF_A_MIB), new Limit.Processors(machine.cpus()),
                new Limit.Processes(machine.options().get(MAX_PROCESSES).orElse(PROCESSES)));
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var hierarchies = Hierarchies.ofThisHost()
                .orElseThrow(() -> new IllegalStateException("no control groups of version 2"));
        var start = start(machine, site);
        var groups = ContainerGroups.in(ControlGroup.in(hierarchies), start.limits());
        var network = new ContainerNetwork(start.links(), machine.name(), site.directory(), site.entrance(),
                () -> site.events().accept(new MachineEvent.PortsMade()));
        var console = new ProcessConnections();
        var shell = new Address<NativeShell.Message>("guest shell");
        var lives = new ContainerLives(site, groups, shell, resets);
        var notices = site.directory().resolve("notify.sock");
        var command = site.entrance().entering(groups.container().entering(start.command(network.namespace())));
        return new Blueprint(List.of(
                Preparation.child("root", () -> start.prepare(site.entrance())),
                Provision.child("control group", groups),
                ChildSpec.worker("console reader",
                        ConsoleReader.reading(console, site.console(), new ConsoleInput(), site.clock())),
                ChildSpec.worker("guest shell",
                        NativeShell.of(shell, WORKING_DIRECTORY, site.shellListener())),
                ChildSpec.worker("leader notice",
                        LeaderNotice.at(notices, inside -> enter(inside, start.init(), groups, lives, site))),
                lives.supervised(network, new ProcessSpec(command, site.directory(), start.environment(notices)),
                        new Stdio.Connected(console,
                                line -> site.events().accept(new MachineEvent.ProcessSaid(line))))),
                Capabilities.none()
                        .with(Power.class, () -> POWER_OFF)
                        .with(Reboot.class, () -> REBOOT)
                        .with(Pause.class, new ContainerPause(groups.container())));
    }

    private static ContainerStart start(MachineSpec machine, MachineSite site) {
        if (ContainerScript.starts(machine)) {
            return ContainerScript.of(machine, site.directory());
        }
        var image = machine.image()
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no image"));
        return new NspawnContainer(machine.name(), machine.seed(),
                new ContainerRoot(image, writes(machine), site.directory()),
                new ContainerLinks.Interfaces(machine.nics(), machine.seed()), limits(machine));
    }
}
