package dev.espalier.examples.cell;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.espalier.backends.shell.BackdoorShell;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessConnections;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;

/** Machines that are a bash in namespaces of its own, and how nice it is to the host's other processes. */
public final class CellBackend implements Backend {
    static final OptionKey<Integer> NICENESS = new OptionKey<>("niceness", new OptionType.WholeNumber(0, 19),
            "how willingly it leaves the processor to others; 0 unless given");

    /** A namespace's first process hears only the signals that it has a handler for. */
    private static final String FIRST_PROCESS = """
            hostname "$1"; mount -t tmpfs tmpfs /run; cd "$HOME"
            trap 'exit 0' TERM
            exec 3<&0
            bash --norc --noprofile <&3 3<&- &
            exec 3<&- 0</dev/null 1>&2
            wait $!""";

    @Override
    public String name() {
        return "cell";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a bash in namespaces of its own", "none", List.of("bash", "hostname"));
    }

    @Override
    public List<OptionKey<?>> options() {
        return List.of(NICENESS);
    }

    @Override
    public ImageUse imageUse(Options options) {
        return ImageUse.NEEDS_NO_IMAGE;
    }

    @Override
    public NetworkUse networkUse() {
        return NetworkUse.NONE;
    }

    @Override
    public Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        return Set.of(Power.class);
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        return List.of("bash", "hostname")
                .stream()
                .flatMap(program -> HostPrograms.missing(program, program).stream())
                .toList();
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var streams = new ProcessConnections();
        var shell = ChildSpec.worker("guest shell", BackdoorShell.over(streams, site.shellListener()));
        var cell = ChildSpec.worker("cell", OsProcess.running(process(machine, site),
                new Stdio.Connected(streams,
                        line -> site.console().add(new ConsoleLine(site.clock().instant(), line))),
                site.processListener()))
                .restart(Restart.TEMPORARY)
                .significant(true)
                .shutdown(Shutdown.brutalKill());
        return new Blueprint(List.of(shell, cell), Capabilities.none().with(Power.class, () -> "kill -TERM 1"));
    }

    private static ProcessSpec process(MachineSpec machine, MachineSite site) {
        var niceness = machine.options().get(NICENESS).orElse(0);
        var command = List.of("nice", "-n", Integer.toString(niceness), "unshare", "--mount", "--uts", "--pid",
                "--fork",
                "--kill-child", "--mount-proc", "sh", "-c", FIRST_PROCESS, "cell", machine.name());
        return new ProcessSpec(site.entrance().entering(command), site.directory(),
                Map.of("PATH", HostPrograms.PATH, "HOME", site.directory().toString()));
    }
}
