package dev.espalier;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellWords;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.Screen;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.UnitFailed;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.seat.TextRecognition;

/**
 * One machine of a cluster.
 *
 * <p>A command starts the machine if it is not running, and waits for its guest; using its screen, keyboard or monitor does
 * not. Every method blocks its caller; any number of threads may call at once. What is asked of a machine that goes down
 * ends with {@link dev.espalier.error.MachineDied}.
 */
public final class Machine {
    /** How long a wait lasts unless it is told, as in the NixOS test driver. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    private static final int CONSOLE_LINES = 15;

    private final String name;
    private final Engine engine;
    private final Announcer announcer;
    private final Abilities abilities;
    private final Path output;
    private final InstantSource clock;

    /** @param output where screenshots go */
    Machine(String name, Engine engine, Announcer announcer, Abilities abilities, Path output) {
        this.name = name;
        this.engine = engine;
        this.announcer = announcer;
        this.abilities = abilities;
        this.output = output;
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
        var output = Asks.await(engine.execute(name, new ShellCommand(command, timeout)));
        return new CommandResult(output.exitStatus(), output.stdout(), output.stderr());
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
        announcer.waiting(name, what, () -> Asks.await(end));
    }

    /** Everything its console has said so far, over all its starts. */
    public String consoleLog() {
        return engine.console(name).text();
    }

    List<String> consoleTail() {
        return engine.console(name).tail(CONSOLE_LINES).stream().map(ConsoleLine::text).toList();
    }

    /** What it can do beyond commands, if it can: its backend may have no means, or it may be set up without. */
    public <C extends Capability> Optional<Ability<C>> capability(Class<C> type) {
        return abilities.find(type);
    }

    /**
     * As {@link #capability}, of one that it is known to have.
     *
     * @throws dev.espalier.error.MissingCapability if it has not; as from all that follows here
     */
    public <C extends Capability> Ability<C> require(Class<C> type) {
        return abilities.require(type);
    }

    public MachineScreen screen() {
        return new MachineScreen(this, require(Screen.class), new TextRecognition(engine::entering), output, announcer);
    }

    public MachineKeyboard keyboard() {
        return new MachineKeyboard(require(Keyboard.class));
    }

    public QemuControl qemu() {
        return new QemuControl(this, require(Monitor.class), require(Qmp.class), announcer);
    }

    /** As {@link MachineScreen#screenshot}. */
    public Path screenshot(String file) {
        return screen().screenshot(file);
    }

    /** As {@link MachineScreen#text}. */
    public String getScreenText() {
        return screen().text();
    }

    /** As {@link MachineScreen#waitForText(String)}. */
    public void waitForText(String regex) {
        screen().waitForText(regex);
    }

    /** As {@link MachineScreen#waitForText(String, Duration)}. */
    public void waitForText(String regex, Duration timeout) {
        screen().waitForText(regex, timeout);
    }

    /** As {@link MachineKeyboard#sendKey}. */
    public void sendKey(String chord) {
        keyboard().sendKey(chord);
    }

    /** As {@link MachineKeyboard#sendChars}. */
    public void sendChars(String text) {
        keyboard().sendChars(text);
    }

    /** Stops its processors and its clock, unnoticed by the guest, until {@link #resume}. */
    public void pause() {
        var unused = require(Pause.class).use(Pause::pause);
    }

    public void resume() {
        var unused = require(Pause.class).use(Pause::resume);
    }

    @Override
    public String toString() {
        return name;
    }
}
