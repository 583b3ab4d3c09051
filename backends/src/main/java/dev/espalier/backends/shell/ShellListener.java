package dev.espalier.backends.shell;

import org.apache.pekko.actor.typed.ActorRef;

/** Hears of a shell's connection to its guest. Called on the shell's own thread; returns at once. */
public interface ShellListener {

    /**
     * The guest answers.
     *
     * @param bootId which boot of the guest: two connections of one boot have the same
     */
    void connected(ActorRef<GuestShell> shell, String bootId);

    /** The guest answers no more on this connection. */
    void disconnected(ActorRef<GuestShell> shell);

    /** A process holds the output of a command that has ended; what it says there is lost. Told once, some time after. */
    void leftBehind(LeftBehind process);
}
