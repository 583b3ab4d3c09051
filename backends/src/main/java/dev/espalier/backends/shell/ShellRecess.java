package dev.espalier.backends.shell;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.supervision.Address;

/** Has a guest's {@link PortShell} begin no command for a while. */
public final class ShellRecess {
    /** How much longer than its time a shell may take to answer. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Address<PortShell.Message> shell;

    public ShellRecess(Address<PortShell.Message> shell) {
        this.shell = shell;
    }

    /**
     * Has commands wait from now on that come, until {@link #end}.
     *
     * @param patience how long those that are under way may take to end
     * @return the guest's bashes, when none of them runs a command; fails with {@link NoRecess} if there is no such moment,
     *         and commands go on then
     */
    public CompletionStage<ResidentBashes> begin(Duration patience) {
        var reply = new CompletableFuture<ResidentBashes>();
        shell.tell(new PortShell.Rest(patience, reply));
        return reply.orTimeout(patience.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nothing happens if it has not begun. */
    public void end() {
        shell.tell(PortShell.GoOn.INSTANCE);
    }
}
