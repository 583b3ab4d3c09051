package dev.espalier;

import java.time.Duration;

import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
import dev.espalier.guest.Console;
import dev.espalier.guest.Guest;

/**
 * What can be wanted of commands. One lasts at most {@link Guest#DEFAULT_TIMEOUT} unless it is told, and so does a wait for
 * one.
 */
public sealed interface CommandForms permits Machine {

    String name();

    Console console();

    /**
     * Runs a command as root, by bash with {@code set -euo pipefail} and an empty standard input; any exit status is a
     * result. It may be as long as it likes, but a user's is one argument of a program's in the guest.
     */
    default CommandResult execute(String command) {
        return execute(command, CommandOptions.DEFAULT);
    }

    /** @param timeout then the command is ended, with exit status {@value CommandResult#TIMED_OUT} */
    default CommandResult execute(String command, Duration timeout) {
        return execute(command, CommandOptions.within(timeout));
    }

    CommandResult execute(String command, CommandOptions options);

    /** Starts a command as {@link #execute(String)} does, and does not wait for its end. */
    default CommandHandle start(String command) {
        return start(command, CommandOptions.DEFAULT);
    }

    CommandHandle start(String command, CommandOptions options);

    /**
     * Runs commands that have to succeed, one after the other.
     *
     * @return what they wrote to their standard outputs
     * @throws CommandFailed for the first that does not
     */
    default String succeed(String... commands) {
        var output = new StringBuilder();
        for (var command : commands) {
            output.append(succeed(command, CommandOptions.DEFAULT));
        }
        return output.toString();
    }

    /** As {@link #succeed(String...)}, of one command. */
    String succeed(String command, CommandOptions options);

    /**
     * Runs commands that have to fail, one after the other.
     *
     * @return what they wrote to their standard outputs
     * @throws CommandFailed for the first that does not
     */
    default String fail(String... commands) {
        var output = new StringBuilder();
        for (var command : commands) {
            output.append(fail(command, CommandOptions.DEFAULT));
        }
        return output.toString();
    }

    default String fail(String command, CommandOptions options) {
        var result = execute(command, options);
        if (result.succeeded()) {
            throw CommandFailed.successful(name(), command, result, console().lastLines());
        }
        return result.stdout();
    }

    /** As {@link #waitUntilSucceeds(String, CommandOptions)}, for at most {@link Guest#DEFAULT_TIMEOUT}. */
    default String waitUntilSucceeds(String command) {
        return waitUntilSucceeds(command, Guest.DEFAULT_TIMEOUT);
    }

    default String waitUntilSucceeds(String command, Duration timeout) {
        return waitUntilSucceeds(command, CommandOptions.within(timeout));
    }

    /**
     * Runs a command again and again, a twentieth of a second after each failure, until it succeeds.
     *
     * @param options of each attempt; their timeout is that of all attempts together
     * @return what it then wrote to its standard output
     * @throws dev.espalier.error.WaitTimedOut if it does not; with how it failed last
     */
    String waitUntilSucceeds(String command, CommandOptions options);

    /** As {@link #waitUntilFails(String, CommandOptions)}, for at most {@link Guest#DEFAULT_TIMEOUT}. */
    default String waitUntilFails(String command) {
        return waitUntilFails(command, Guest.DEFAULT_TIMEOUT);
    }

    default String waitUntilFails(String command, Duration timeout) {
        return waitUntilFails(command, CommandOptions.within(timeout));
    }

    /**
     * As {@link #waitUntilSucceeds(String, CommandOptions)}, until it fails; to be ended by the timeout is not to fail.
     */
    String waitUntilFails(String command, CommandOptions options);
}
