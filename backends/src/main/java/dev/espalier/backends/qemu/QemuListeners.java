package dev.espalier.backends.qemu;

import java.util.List;

import dev.espalier.backends.shell.BackdoorShell;
import dev.espalier.backends.shell.BashHandover;
import dev.espalier.backends.shell.GuestRecess;
import dev.espalier.backends.shell.PortShell;
import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.shell.ShellTree;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;

/** Who listens on one QEMU's channels, and what reaches it over them. */
final class QemuListeners {
    private final MachineSite site;
    private final QemuChannels channels;
    private final QmpClient client = new QmpClient();
    private final ConsoleInput input = new ConsoleInput();
    private final Address<PortShell.Message> shell = new Address<>("lanes");
    private final BashHandover bashes = new BashHandover();

    QemuListeners(MachineSite site, QemuChannels channels) {
        this.site = site;
        this.channels = channels;
    }

    QmpClient qmp() {
        return client;
    }

    ConsoleInput console() {
        return input;
    }

    GuestRecess<ResidentBashes> recess() {
        return PortShell.recess(shell);
    }

    /** Where bashes that a snapshot holds are told of. */
    BashHandover bashes() {
        return bashes;
    }

    /** They come before the process that connects to them. */
    List<ChildSpec> children() {
        return List.of(
                ChildSpec.worker("console reader",
                        ConsoleReader.reading(new UnixListener(channels.console()), site.console(), input,
                                site.clock())),
                ChildSpec.worker("control channel",
                        QmpChannel.over(new UnixListener(channels.qmp()), client, site.events())),
                guestShell());
    }

    /** The backdoor tells the lanes' shell of the guest, so it is restarted with it. */
    private ChildSpec guestShell() {
        return ShellTree.of("guest shell",
                ChildSpec.worker("lanes",
                        PortShell.over(channels.lanes().stream().map(QemuLane::listeners).toList(), shell,
                                site.shellListener(), bashes)),
                ChildSpec.worker("backdoor",
                        BackdoorShell.over(new UnixListener(channels.shell()), PortShell.ofBackdoor(shell))));
    }
}
