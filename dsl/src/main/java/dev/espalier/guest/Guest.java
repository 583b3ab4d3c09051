package dev.espalier.guest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.GuestCommand;
import dev.espalier.runtime.io.Connection;

/** A machine as this package needs it. */
public interface Guest {
    /** How long a wait lasts unless it is told, as in the NixOS test driver. */
    Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    String name();

    /** Runs a command, and says so; any exit status is a result. */
    CommandResult execute(String command, CommandOptions options);

    /** Runs a command that is a part of something else, and does not say so. */
    CommandResult look(String command, CommandOptions options);

    /** As {@link #look(String, CommandOptions)}, as root. */
    default CommandResult look(String command, Duration timeout) {
        return look(command, CommandOptions.within(timeout));
    }

    /** Begins a command that is a part of something else, and does not say so. */
    GuestCommand begin(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr);

    /**
     * As {@link #begin}, of a command whose input and output are a connection, until either ends. It is not told where its input
     * ends.
     */
    GuestCommand connect(ShellCommand command, Connection connection);

    /** Says that something is waited for, and how that ends. */
    <T> T waiting(String what, Supplier<T> wait);

    /** Puts a line of the machine into the log. */
    void log(String text);

    /** The last lines of its console. */
    List<String> consoleTail();

    InstantSource clock();
}
