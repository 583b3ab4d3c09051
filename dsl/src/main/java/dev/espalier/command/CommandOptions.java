package dev.espalier.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.backends.shell.ShellInput;

/**
 * How a command is to be run.
 *
 * @param timeout     then it is ended, with exit status {@value CommandResult#TIMED_OUT}
 * @param user        as whom: with a log-in shell's environment, in the user's home; none is root, in the shell's own
 * @param environment variables that it is given beside those that it has anyway
 * @param directory   where, an absolute path; none is where the shell is
 * @param stdin       what it reads; a shell that goes by a console can give it nothing
 * @param narration   whether what it writes is told while it runs
 */
public record CommandOptions(Duration timeout, Optional<String> user, Map<String, String> environment,
        Optional<String> directory, ShellInput stdin, Narration narration) {

    /** What is told of a command while it runs. */
    public enum Narration {
        /** Nothing. */
        NONE,
        /** Each line that it writes to either output, in the run's log. */
        LIVE
    }

    /** As root, for at most a quarter of an hour. */
    public static final CommandOptions DEFAULT = new CommandOptions(Duration.ofMinutes(15), Optional.empty(), Map.of(),
            Optional.empty(), ShellInput.none(), Narration.NONE);

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public CommandOptions {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        for (var name : environment.keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException("no name for an environment variable: " + name);
            }
        }
        directory.filter(path -> !path.startsWith("/")).ifPresent(path -> {
            throw new IllegalArgumentException("a command's directory is an absolute path: " + path);
        });
    }

    /** As root, with another timeout. */
    public static CommandOptions within(Duration timeout) {
        return DEFAULT.timeout(timeout);
    }

    /** As a user, for at most a quarter of an hour. */
    public static CommandOptions as(String user) {
        return DEFAULT.user(user);
    }

    public CommandOptions timeout(Duration value) {
        return new CommandOptions(value, user, environment, directory, stdin, narration);
    }

    public CommandOptions user(String value) {
        return new CommandOptions(timeout, Optional.of(value), environment, directory, stdin, narration);
    }

    /** With one more variable. */
    public CommandOptions environment(String name, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new CommandOptions(timeout, user, more, directory, stdin, narration);
    }

    public CommandOptions directory(String value) {
        return new CommandOptions(timeout, user, environment, Optional.of(value), stdin, narration);
    }

    public CommandOptions stdin(ShellInput value) {
        return new CommandOptions(timeout, user, environment, directory, value, narration);
    }

    public CommandOptions stdin(byte[] value) {
        return stdin(ShellInput.of(value));
    }

    public CommandOptions stdin(String value) {
        return stdin(ShellInput.of(value));
    }

    /**
     * With all of a file of this host's, as long as it is now.
     *
     * @throws UncheckedIOException if it cannot be looked at
     */
    public CommandOptions stdin(Path value) {
        try {
            return stdin(ShellInput.of(value));
        } catch (IOException e) {
            throw new UncheckedIOException("a command is to read " + value + ", which cannot be read", e);
        }
    }

    /** With each line that it writes told in the run's log while it runs, as the machine's. */
    public CommandOptions live() {
        return new CommandOptions(timeout, user, environment, directory, stdin, Narration.LIVE);
    }
}
