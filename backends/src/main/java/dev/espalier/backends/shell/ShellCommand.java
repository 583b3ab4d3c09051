package dev.espalier.backends.shell;

import java.time.Duration;

/**
 * A command for a guest's shell, run as root with {@code set -euo pipefail} and an empty standard input, as the NixOS
 * test driver runs it.
 *
 * @param text    what bash is to run; may have several lines, and be as long as it likes where the shell itself reads it
 * @param timeout how long it may run before it is ended in the guest, with exit status 124
 */
public record ShellCommand(String text, Duration timeout) {

    /** The NixOS driver's default. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    public ShellCommand {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a command cannot hold a NUL character");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a command's timeout is positive: " + timeout);
        }
    }
}
