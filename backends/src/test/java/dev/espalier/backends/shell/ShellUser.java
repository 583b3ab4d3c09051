package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for a guest's shell and gives it commands. */
final class ShellUser implements ShellListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<LeftBehind> left = new LinkedBlockingQueue<>();
    private volatile @Nullable ActorRef<GuestShell> shell;

    @Override
    public void connected(ActorRef<GuestShell> connected, String bootId) {
        shell = connected;
        heard.add("boot " + bootId);
    }

    @Override
    public void disconnected(ActorRef<GuestShell> disconnected) {
        heard.add("disconnected");
    }

    /** Waits for the guest and returns its boot's id. */
    String awaitConnection() throws InterruptedException {
        var next = next();
        assertThat(next).startsWith("boot ");
        return next.substring("boot ".length());
    }

    void awaitDisconnection() throws InterruptedException {
        assertThat(next()).isEqualTo("disconnected");
    }

    void assertHearsNothing() {
        assertThat(heard).isEmpty();
    }

    LeftBehind awaitLeftBehind() throws InterruptedException {
        var process = left.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (process == null) {
            throw new AssertionError("nothing is left behind");
        }
        return process;
    }

    private String next() throws InterruptedException {
        var next = heard.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("what is heard next of the shell").isNotNull();
        return String.valueOf(next);
    }

    /** Gives the shell a command; the reply comes when it comes. */
    Asked execute(ShellCommand command) {
        return Asked.of(address(), command);
    }

    ActorRef<GuestShell> address() {
        var address = shell;
        if (address == null) {
            throw new IllegalStateException("no shell yet");
        }
        return address;
    }

    @Override
    public void leftBehind(LeftBehind process) {
        left.add(process);
    }
}
