package dev.espalier.backends.shell;

/** Whoever waits for what comes of a command. Told once, by a thread of the shell's, so it must return soon. */
@FunctionalInterface
public interface Asker {
    void tell(ShellReply reply);
}
