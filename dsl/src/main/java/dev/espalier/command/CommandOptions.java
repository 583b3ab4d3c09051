package dev.espalier.command;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a command is to be run.
 *
 * @param timeout     then it is ended, with exit status {@value CommandResult#TIMED_OUT}
 * @param user        as whom: with a log-in shell's environment, in the user's home; none is root, in the shell's own
 * @param environment variables that it is given beside those that it has anyway
 * @param directory   where, an absolute path; none is where the shell is
 */
public record CommandOptions(Duration timeout, Optional<String> user, Map<String, String> environment,
        Optional<String> directory) {

    /** As root, for at most a quarter of an hour. */
    public static final CommandOptions DEFAULT = new CommandOptions(Duration.ofMinutes(15), Optional.empty(), Map.of(),
            Optional.empty());

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
        return new CommandOptions(value, user, environment, directory);
    }

    public CommandOptions user(String value) {
        return new CommandOptions(timeout, Optional.of(value), environment, directory);
    }

    /** With one more variable. */
    public CommandOptions environment(String name, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new CommandOptions(timeout, user, more, directory);
    }

    public CommandOptions directory(String value) {
        return new CommandOptions(timeout, user, environment, Optional.of(value));
    }
}
