package dev.espalier.backends.shell;

import org.apache.pekko.actor.typed.ActorRef;

/** What every guest's shell understands, whatever carries it. */
public sealed interface GuestShell {

    /** Runs a command and replies once. */
    record Execute(ShellCommand command, ActorRef<ShellReply> replyTo) implements GuestShell {}
}
