package dev.espalier.backends.shell;

/** What every guest's shell understands, whatever carries it. */
public sealed interface GuestShell {

    /**
     * Runs a command and replies once, when all its output has been passed on.
     *
     * @param input a shell that can give none refuses a command that has some
     */
    record Execute(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr,
            Asker replyTo) implements GuestShell {}

    /**
     * Ends a command and all it has started in its process group, by SIGTERM and soon after by SIGKILL. It is answered
     * all the same, with the status it then has. Nothing happens if it is not known.
     *
     * @param replyTo that of the command
     */
    record Cancel(Asker replyTo) implements GuestShell {}
}
