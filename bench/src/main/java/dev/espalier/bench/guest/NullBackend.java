package dev.espalier.bench.guest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.espalier.backends.shell.BackdoorShell;
import dev.espalier.backends.shell.PortPair;
import dev.espalier.backends.shell.PortShell;
import dev.espalier.backends.shell.ShellTree;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;

/** Machines that are {@link NullGuest}s, with the shell that QEMU's machines have. */
public final class NullBackend implements Backend {
    public static final String NAME = "null";

    private static final int LANES = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a process that does nothing but answer", "none", List.of());
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
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var address = new Address<PortShell.Message>("lanes");
        var ports = IntStream.range(0, LANES)
                .mapToObj(lane -> new PortPair(listener(site, "out" + lane), listener(site, "err" + lane)))
                .toList();
        var shell = ShellTree.of("guest shell",
                ChildSpec.worker("lanes", PortShell.over(ports, address, site.shellListener())),
                ChildSpec.worker("backdoor",
                        BackdoorShell.over(listener(site, "shell"), PortShell.ofBackdoor(address))));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessSpec(
                List.of(java, "-XX:+UseSerialGC", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
                        NullGuest.class.getName(), site.directory().toString(), Integer.toString(LANES)),
                site.directory(), Map.of());
        return new Blueprint(List.of(
                shell,
                ChildSpec.worker("null guest", OsProcess.running(process,
                        new Stdio.Logged(line -> site.events().accept(new MachineEvent.ProcessSaid(line))),
                        site.processListener()))
                        .restart(Restart.TEMPORARY)
                        .significant(true)
                        .shutdown(Shutdown.brutalKill())),
                Capabilities.none());
    }

    private static UnixListener listener(MachineSite site, String name) {
        return new UnixListener(site.directory().resolve(name + ".sock"));
    }
}
