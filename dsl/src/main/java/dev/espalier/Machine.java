package dev.espalier;

import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandInput;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.GuestCommand;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.UnitFailed;
import dev.espalier.report.WaitOutcome;
import dev.espalier.runtime.console.ConsoleLine;

/**
 * One machine of a cluster.
 *
 * <p>A command starts the machine if it is not running, and waits for its guest. Every method blocks its caller; any number
 * of threads may call at once. What is asked of a machine that goes down ends with {@link dev.espalier.error.MachineDied}.
 */
public final class Machine {
    /** How long a wait lasts unless it is told, as in the NixOS test driver. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    private static final int CONSOLE_LINES = 15;

    private final String name;
    private final Engine engine;
    private final Announcer announcer;
    private final InstantSource clock;

    Machine(String name, Engine engine, Announcer announcer) {
        this.name = name;
        this.engine = engine;
        this.announcer = announcer;
        this.clock = announcer::now;
    }

    public String name() {
        return name;
    }

    /** Starts it unless it runs; does not wait for the guest. */
    public void start() {
        Asks.await(engine.start(name));
    }

    /** Waits until the guest answers, after starting the machine if need be. */
    public void waitForShell() {
        waiting("its shell", engine.connect(name));
    }

    /** Runs a command for at most {@link #DEFAULT_TIMEOUT}; any exit status is a result. */
    public CommandResult execute(String command) {
        return execute(command, DEFAULT_TIMEOUT);
    }

    /**
     * Runs a command as root, by bash with {@code set -euo pipefail} and an empty standard input.
     *
     * @param timeout then it is ended, with exit status {@value CommandResult#TIMED_OUT}
     */
    public CommandResult execute(String command, Duration timeout) {
        var running = announcer.commandBegins(name, command);
        var exitStatus = OptionalInt.empty();
        try {
            var result = run(command, timeout);
            exitStatus = OptionalInt.of(result.exitStatus());
            return result;
        } finally {
            announcer.commandEnds(running, exitStatus);
        }
    }

    private CommandResult run(String command, Duration timeout) {
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var exitStatus = await(
                engine.execute(name, new ShellCommand(command, timeout), ShellInput.none(), stdout, stderr));
        return new CommandResult(exitStatus, stdout.bytes(), stderr.bytes());
    }

    /** Who is interrupted has no use for the command any more. */
    private static int await(GuestCommand running) {
        try {
            return Asks.await(running.exitStatus());
        } catch (CancellationException interrupted) {
            running.cancel().run();
            throw interrupted;
        }
    }

    /** As {@link #start(String, Duration)}, for at most {@link #DEFAULT_TIMEOUT}. */
    public CommandHandle start(String command) {
        return start(command, DEFAULT_TIMEOUT);
    }

    /** Starts a command as {@link #execute(String, Duration)} does, and does not wait for its end. */
    public CommandHandle start(String command, Duration timeout) {
        return new StartedCommand(name, new ShellCommand(command, timeout), engine, announcer);
    }

    /**
     * Runs a command as {@link #execute(String, Duration)} does, with its output passed on while it runs.
     *
     * @param stdout is written by a thread of its own and not closed; while it takes its time, the command waits
     * @return the exit status
     */
    public int stream(String command, Duration timeout, CommandInput input, OutputStream stdout, OutputStream stderr) {
        var running = announcer.commandBegins(name, command);
        var exitStatus = OptionalInt.empty();
        try {
            var status = await(engine.execute(name, new ShellCommand(command, timeout),
                    new ShellInput(input.length(), input.source()::open), stdout::write, stderr::write));
            exitStatus = OptionalInt.of(status);
            return status;
        } finally {
            announcer.commandEnds(running, exitStatus);
        }
    }

    /**
     * Runs commands that have to succeed, one after the other.
     *
     * @return what they wrote to their standard outputs
     * @throws CommandFailed for the first that does not
     */
    public String succeed(String... commands) {
        var output = new StringBuilder();
        for (var command : commands) {
            var result = execute(command);
            if (!result.succeeded()) {
                throw CommandFailed.unsuccessful(name, command, result, consoleTail());
            }
            output.append(result.stdout());
        }
        return output.toString();
    }

    /**
     * Runs commands that have to fail, one after the other.
     *
     * @return what they wrote to their standard outputs
     * @throws CommandFailed for the first that does not
     */
    public String fail(String... commands) {
        var output = new StringBuilder();
        for (var command : commands) {
            var result = execute(command);
            if (result.succeeded()) {
                throw CommandFailed.successful(name, command, result, consoleTail());
            }
            output.append(result.stdout());
        }
        return output.toString();
    }

    /** As {@link #waitUntilSucceeds(String, Duration)}, for at most {@link #DEFAULT_TIMEOUT}. */
    public String waitUntilSucceeds(String command) {
        return waitUntilSucceeds(command, DEFAULT_TIMEOUT);
    }

    /**
     * Runs a command again and again, a tenth of a second after each failure, until it succeeds.
     *
     * @return what it then wrote to its standard output
     * @throws dev.espalier.error.WaitTimedOut if it does not; with how it failed last
     */
    public String waitUntilSucceeds(String command, Duration timeout) {
        return polling("success of " + command, timeout).until(inBash(command), CommandResult::succeeded).stdout();
    }

    /** As {@link #waitUntilFails(String, Duration)}, for at most {@link #DEFAULT_TIMEOUT}. */
    public String waitUntilFails(String command) {
        return waitUntilFails(command, DEFAULT_TIMEOUT);
    }

    /** As {@link #waitUntilSucceeds(String, Duration)}, until it fails. */
    public String waitUntilFails(String command, Duration timeout) {
        return polling("failure of " + command, timeout)
                .until("! " + inBash(command), CommandResult::succeeded)
                .stdout();
    }

    private static String inBash(String command) {
        return "bash -c " + ShellWords.quoted("set -euo pipefail; " + command);
    }

    /** As {@link #waitForOpenPort(int, String, Duration)}, on the machine itself, for at most {@link #DEFAULT_TIMEOUT}. */
    public void waitForOpenPort(int port) {
        waitForOpenPort(port, "localhost", DEFAULT_TIMEOUT);
    }

    /** Waits until a TCP connection from the machine to {@code address} can be made. */
    public void waitForOpenPort(int port, String address, Duration timeout) {
        var unused = polling("port " + port + " of " + address + " to be open", timeout)
                .until(connecting(port, address), CommandResult::succeeded);
    }

    /** Waits until no TCP connection from the machine to itself can be made, for at most {@link #DEFAULT_TIMEOUT}. */
    public void waitForClosedPort(int port) {
        var unused = polling("port " + port + " to be closed", DEFAULT_TIMEOUT)
                .until("! " + connecting(port, "localhost"), CommandResult::succeeded);
    }

    private static String connecting(int port, String address) {
        return "timeout 5 bash -c " + ShellWords.quoted("exec 3<>/dev/tcp/" + address + "/" + port);
    }

    /** Waits until {@code path} exists in the guest, for at most {@link #DEFAULT_TIMEOUT}. */
    public void waitForFile(String path) {
        var unused = polling("file " + path, DEFAULT_TIMEOUT)
                .until("[ -e " + ShellWords.quoted(path) + " ]", CommandResult::succeeded);
    }

    /** As {@link #waitForUnit(String, Duration)}, for at most {@link #DEFAULT_TIMEOUT}. */
    public void waitForUnit(String unit) {
        waitForUnit(unit, DEFAULT_TIMEOUT);
    }

    /**
     * Waits until a systemd unit is active.
     *
     * @param unit its name; without a suffix, a service
     * @throws UnitFailed                      at once if it has failed, or is inactive and nothing is going to start it
     * @throws dev.espalier.error.WaitTimedOut if it is still not active; with what systemd says about it
     */
    public void waitForUnit(String unit, Duration timeout) {
        new UnitWait(unit).await(polling("unit " + unit, timeout), this);
    }

    private Polling polling(String what, Duration timeout) {
        return new Polling(this, what, Deadline.in(timeout, clock), announcer);
    }

    /** One look of a wait: not announced as a command of its own. */
    CommandResult look(String command, Duration timeout) {
        return run(command, timeout);
    }

    /** Has the guest power itself off and waits until the machine is down. Nothing happens if it is not running. */
    public void shutdown() {
        waiting("its shutdown", engine.powerOff(name));
    }

    /** Pulls the plug: the guest hears nothing of it, and what it wrote to its disk is there at the next start. */
    public void crash() {
        Asks.await(engine.crash(name));
    }

    /** Waits until the machine is down because its guest powered itself off. */
    public void waitForShutdown() {
        waiting("its shutdown", engine.awaitDown(name));
    }

    private void waiting(String what, CompletionStage<Void> end) {
        var wait = announcer.waitBegins(name, what);
        try {
            Asks.await(end);
        } catch (RuntimeException e) {
            announcer.waitEnds(wait, WaitOutcome.FAILED);
            throw e;
        }
        announcer.waitEnds(wait, WaitOutcome.MET);
    }

    /** Everything its console has said so far, over all its starts. */
    public String consoleLog() {
        return engine.console(name).text();
    }

    List<String> consoleTail() {
        return engine.console(name).tail(CONSOLE_LINES).stream().map(ConsoleLine::text).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
