package dev.espalier.backends.shell;

import java.io.IOException;
import java.time.Duration;

/** What becomes of a command that was given to a {@link GuestShell}. */
public sealed interface ShellReply {

    /** The exit status of a command that was ended because its time was up. */
    int TIMED_OUT = 124;

    /** It ended, and all it said has been passed on. */
    record Finished(int exitStatus) implements ShellReply {}

    /** It ended, but what it said could not be passed on. */
    record OutputRefused(IOException why) implements ShellReply {}

    /** It never began: this shell has no means for it. */
    record Refused(String why) implements ShellReply {}

    /** What it was to read could not be had. */
    record InputFailed(IOException why) implements ShellReply {}

    /** The guest said nothing for as long as the command was allowed and then some. */
    record NoAnswer(Duration waited) implements ShellReply {}

    /** The answer does not add up: the channel lost or changed some of it. */
    record Damaged(String how) implements ShellReply {}

    /** The channel ended while the command ran; it may have run to its end, or in part. */
    record Interrupted(String why) implements ShellReply {}
}
