package dev.espalier.backends.vsock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.shell.ShellRecess;
import dev.espalier.runtime.supervision.Address;

/**
 * A time in which a guest runs no command and has no connection to this host: a monitor ends all of them when it takes a
 * snapshot, in the guest that goes on and in each that begins with it.
 */
public final class VsockRecess {
    /** More than a guest that stands still takes to say nothing. */
    private static final Duration SHUTTING = Duration.ofSeconds(15);

    private final ShellRecess<String> shell;
    private final Address<VsockDoor.Message> door;

    VsockRecess(ShellRecess<String> shell, Address<VsockDoor.Message> door) {
        this.shell = shell;
        this.door = door;
    }

    /**
     * Has commands wait from now on that come, until {@link #end}.
     *
     * @param patience how long those that are under way may take to end
     * @return done when the guest is alone; fails with {@link dev.espalier.backends.shell.NoRecess} if there is no moment without
     *         a command
     */
    public CompletionStage<Void> begin(Duration patience) {
        return shell.begin(patience).thenCompose(bootId -> {
            var shut = new CompletableFuture<Void>();
            door.tell(new VsockDoor.Shut(shut));
            return shut.orTimeout(SHUTTING.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** Has the guest reached again, and then given what waits for it. Nothing happens if it has not begun. */
    public void end() {
        door.tell(VsockDoor.Open.INSTANCE);
        shell.end();
    }
}
