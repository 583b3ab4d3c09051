package dev.espalier.guest;

import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandOptions;

/** A command with its options, as one script for the guest's shell. */
public final class CommandScript {
    private CommandScript() {}

    public static ShellCommand of(String command, CommandOptions options) {
        return new ShellCommand(options.user()
                .map(user -> asUser(user, command, options))
                .orElseGet(() -> setting(options) + command), options.timeout());
    }

    /** A log-in shell reads the user's profile, which may say anything: it is not held to {@code set -e}. */
    private static String asUser(String user, String command, CommandOptions options) {
        var script = "set -euo pipefail; cd 2>/dev/null || cd /; " + setting(options) + command;
        return new GuestUser(user).becoming() + "as_user bash -l -c " + ShellWords.argument(script);
    }

    private static String setting(CommandOptions options) {
        var script = new StringBuilder();
        options.environment()
                .forEach((name, value) -> script.append("export ")
                        .append(name)
                        .append('=')
                        .append(ShellWords.quoted(value))
                        .append("; "));
        options.directory().ifPresent(path -> script.append("cd ").append(ShellWords.quoted(path)).append("; "));
        return script.toString();
    }
}
