package dev.espalier.backends.vsock;

import java.nio.file.Path;

import dev.espalier.backends.shell.NativeShell;
import dev.espalier.backends.shell.ShellListener;
import dev.espalier.backends.shell.ShellTree;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;

/** The shell of a guest that has a bash behind its vsock. */
public final class VsockShell {
    private static final String WORKING_DIRECTORY = "/tmp";

    private final Path socket;
    private final Address<NativeShell.Message> commands = new Address<>("commands");
    private final Address<VsockDoor.Message> door = new Address<>("vsock");

    /** @param socket where the monitor listens for connections to the guest */
    public VsockShell(Path socket) {
        this.socket = socket;
    }

    /**
     * A child that comes after the monitor has been told to start its guest. The door tells the shell of the guest, so it is
     * restarted with it.
     */
    public ChildSpec child(ShellListener listener) {
        return ShellTree.of("guest shell",
                ChildSpec.worker("commands", NativeShell.of(commands, WORKING_DIRECTORY, listener)),
                ChildSpec.worker("vsock", VsockDoor.at(socket, commands, door)));
    }

    /** Times in which the guest is left alone. */
    public VsockRecess recess() {
        return new VsockRecess(NativeShell.recess(commands), door);
    }
}
