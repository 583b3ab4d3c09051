package dev.espalier.backends.local;

import java.util.ArrayList;
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

/**
 * A bash on this host, with its own processes, host name, /run and working directory: up in milliseconds. It sees the
 * host's files and has no network of its own, so it is for trying things out and for testing Espalier itself.
 */
public final class LocalBackend implements Backend {

    /**
     * The first process of the machine. A signal that asks it to end ends the machine; without a handler, a namespace's
     * first process would not hear it.
     */
    private static final String FIRST_PROCESS = """
            hostname "$1"
            mount -t tmpfs tmpfs /run
            cd "$HOME"
            trap 'exit 0' TERM
            exec 3<&0
            bash --norc --noprofile <&3 3<&- &
            exec 3<&- 0</dev/null 1>&2
            wait $!""";

    @Override
    public String name() {
        return "local";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a bash on this host with its own processes, host name and /run", "none",
                List.of("bash", "hostname"));
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
        var missing = new ArrayList<Requirement>();
        HostPrograms.missing("bash", "bash").ifPresent(missing::add);
        HostPrograms.missing("hostname", "hostname").ifPresent(missing::add);
        machines.stream()
                .filter(machine -> !machine.nics().isEmpty())
                .forEach(machine -> missing.add(new Requirement(
                        "the backend local has no networks, and " + machine.name() + " is to be on one",
                        "give it no VLANs (\"vlans\": []), or another backend")));
        return missing;
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var streams = new ProcessConnections();
        return new Blueprint(List.of(
                ChildSpec.worker("guest shell", BackdoorShell.over(streams, site.shellListener())),
                ChildSpec.worker("bash", self -> OsProcess.running(firstProcess(machine, site),
                        new Stdio.Connected(streams,
                                line -> site.console().add(new ConsoleLine(site.clock().instant(), line))),
                        site.processListener()).behavior(self))
                        .restart(Restart.TEMPORARY)
                        .significant(true)
                        .shutdown(Shutdown.brutalKill())),
                Capabilities.none().with(Power.class, () -> "kill -TERM 1"));
    }

    private static ProcessSpec firstProcess(MachineSpec machine, MachineSite site) {
        var inside = List.of("unshare", "--mount", "--uts", "--pid", "--fork", "--kill-child",
                "--mount-proc", "sh", "-c",
                FIRST_PROCESS, "sh", machine.name());
        var home = site.directory().toString();
        return new ProcessSpec(site.entrance().entering(inside), site.directory(),
                Map.of("PATH", HostPrograms.PATH, "HOME", home, "USER", "root", "PWD", home));
    }
}
