package dev.espalier.backends.shell;

import java.time.Duration;

/** What becomes of a command that was given to a {@link GuestShell}. */
public sealed interface ShellReply {

    /** It ended, and all it said is here. */
    record Finished(ShellOutput output) implements ShellReply {}

    /** The guest said nothing for as long as the command was allowed and then some. */
    record NoAnswer(Duration waited) implements ShellReply {}

    /** The answer does not add up: the channel lost or changed some of it. */
    record Damaged(String how) implements ShellReply {}

    /** The channel ended while the command ran; it may have run to its end, or in part. */
    record Interrupted(String why) implements ShellReply {}
}
