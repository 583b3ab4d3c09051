package dev.espalier.backends.nspawn;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.espalier.backends.shell.CommandLauncher;
import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessListener;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Provision;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.AutoShutdown;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.supervision.SupervisorSpec;

/**
 * A container from one boot to the next: nspawn and the network that is new with each boot. nspawn ends when the container
 * wants to reboot; that is a failure to it, and where reboots are survived it is started again as others are that fail.
 */
final class ContainerLives {
    /** More are no faster, and each takes threads of this host's. */
    private static final int COMMANDS_AT_ONCE = 32;

    private static final RestartIntensity REBOOTS = new RestartIntensity(20, Duration.ofSeconds(10));

    private final MachineSite site;
    private final ContainerGroups groups;
    private final Address<NativeShell.Message> shell;
    private final ResetPolicy resets;
    private final AtomicReference<Optional<CommandLauncher>> way = new AtomicReference<>(Optional.empty());

    ContainerLives(MachineSite site, ContainerGroups groups, Address<NativeShell.Message> shell, ResetPolicy resets) {
        this.site = site;
        this.groups = groups;
        this.shell = shell;
        this.resets = resets;
    }

    ChildSpec supervised(ContainerNetwork network, ProcessSpec nspawn, Stdio stdio) {
        var process = ChildSpec.worker("nspawn", OsProcess.running(nspawn, stdio, new LastWord(), this::meaning))
                .restart(switch (resets) {
                    case END -> Restart.TEMPORARY;
                    case REBOOT -> Restart.TRANSIENT;
                })
                .significant(true)
                .shutdown(Shutdown.brutalKill());
        var lives = SupervisorSpec.oneForAll()
                .intensity(REBOOTS)
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
                .child(Provision.child("network", network))
                .child(process);
        return ChildSpec.supervisor("container", lives).restart(Restart.TEMPORARY).significant(true);
    }

    /** From now on commands can be started in the container, until its boot has ended. */
    void entered(CommandLauncher launcher) {
        way.set(Optional.of(launcher));
        shell.tell(NativeShell.reached(launcher, COMMANDS_AT_ONCE));
    }

    private ExitReason meaning(ExitStatus status) {
        return status.equals(NspawnContainer.REBOOT) ? ExitReason.failed(status) : ExitReason.shutdown(status);
    }

    /** What the end of nspawn tells of the container's. */
    private final class LastWord implements ProcessListener {
        @Override
        public void started(long pid) {
            site.processListener().started(pid);
        }

        /** An nspawn that was killed leaves its container running, with the console and the outputs open. */
        @Override
        public void ended(ExitStatus status) {
            if (!status.equals(NspawnContainer.REBOOT)) {
                groups.kill();
            }
        }

        @Override
        public void exited(ExitStatus status) {
            way.getAndSet(Optional.empty())
                    .ifPresent(launcher -> shell
                            .tell(NativeShell.lost(launcher, "the container's first process has ended")));
            if (!status.equals(NspawnContainer.REBOOT)) {
                if (status.success()) {
                    site.events().accept(new MachineEvent.GuestPoweredOff());
                }
                site.processListener().exited(status);
                return;
            }
            site.events().accept(new MachineEvent.GuestReset());
            switch (resets) {
                case END -> site.processListener().exited(new ExitStatus.Exited(0));
                case REBOOT -> {
                }
            }
        }
    }
}
