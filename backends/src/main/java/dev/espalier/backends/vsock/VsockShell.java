package dev.espalier.backends.vsock;

import java.nio.file.Path;
import java.time.Duration;

import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.shell.ShellListener;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.SupervisorSpec;

/** The shell of a guest that has a bash behind its vsock. */
public final class VsockShell {
    private static final String WORKING_DIRECTORY = "/tmp";
    private static final RestartIntensity RESTARTS = new RestartIntensity(5, Duration.ofSeconds(10));

    private VsockShell() {}

    /**
     * A child that comes after the monitor has been told to start its guest. The door tells the shell of the guest, so it is
     * restarted with it.
     *
     * @param socket where the monitor listens for connections to the guest
     */
    public static ChildSpec child(Path socket, ShellListener listener) {
        var shell = new Address<NativeShell.Message>("commands");
        return ChildSpec.supervisor("guest shell", SupervisorSpec.restForOne(
                ChildSpec.worker("commands", NativeShell.of(shell, WORKING_DIRECTORY, listener)),
                ChildSpec.worker("vsock", VsockDoor.at(socket, shell)))
                .intensity(RESTARTS));
    }
}
