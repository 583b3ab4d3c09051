package dev.espalier.backends.vsock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.shell.GuestRecess;
import dev.espalier.runtime.supervision.Address;

/**
 * A time in which a guest runs no command and has no connection to this host: a monitor ends all of them when it takes a
 * snapshot, in the guest that goes on and in each that begins with it.
 */
public final class VsockRecess implements GuestRecess<Void> {
    /** More than a guest that stands still takes to say nothing. */
    private static final Duration SHUTTING = Duration.ofSeconds(15);

    private final GuestRecess<String> shell;
    private final Address<VsockDoor.Message> door;

    VsockRecess(GuestRecess<String> shell, Address<VsockDoor.Message> door) {
        this.shell = shell;
        this.door = door;
    }

    /** Done when the guest is alone. */
    @Override
    public CompletionStage<Void> begin(Duration patience) {
        return shell.begin(patience).thenCompose(bootId -> {
            var shut = new CompletableFuture<Void>();
            door.tell(new VsockDoor.Shut(shut));
            return shut.orTimeout(SHUTTING.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** Has the guest reached again, and then given what waits for it. */
    @Override
    public void end() {
        door.tell(VsockDoor.Open.INSTANCE);
        shell.end();
    }
}
