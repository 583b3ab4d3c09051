package dev.espalier.backends.ssh;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.shell.ShellTree;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.BackendDescription;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.SshHost;
import dev.espalier.runtime.process.Provision;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;

/**
 * Hosts that are there already, reached by SSH. Nothing is started on them but a test's commands, which are ended when the
 * machine is; the host itself is left as it is, and running.
 */
public final class SshBackend implements Backend {
    /** Where a user is at home. */
    private static final String WORKING_DIRECTORY = ".";

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public BackendDescription description() {
        return new BackendDescription("a host that is there already, reached by SSH and left running", "as it is",
                List.of());
    }

    @Override
    public List<OptionKey<?>> options() {
        return SshOptions.ALL;
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
        return Set.of(Reboot.class, SshHost.class);
    }

    @Override
    public List<Requirement> missing(List<MachineSpec> machines) {
        return machines.stream().flatMap(machine -> new SshAccess(machine).missing().stream()).toList();
    }

    @Override
    public Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site) {
        var connection = new Address<SshConnection.Message>("connection");
        var shell = new Address<NativeShell.Message>("guest shell");
        var target = new SshAccess(machine).target();
        var use = ShellTree.of("shell",
                ChildSpec.worker("guest shell", NativeShell.of(shell, WORKING_DIRECTORY, site.shellListener())),
                Provision.child("commands", new RunningCommands(connection, shell))
                        .shutdown(Shutdown.timeout(RunningCommands.PATIENCE.plus(ChildSpec.DEFAULT_PATIENCE))));
        return new Blueprint(List.of(
                ChildSpec.worker("connection",
                        SshConnection.to(target, connection, resets, site))
                        .restart(Restart.TEMPORARY)
                        .significant(true),
                use),
                Capabilities.none()
                        .with(Reboot.class, () -> "reboot")
                        .with(SshHost.class, alias -> CompletableFuture
                                .completedStage(new OpenSshConfiguration(target, alias).text())));
    }
}
