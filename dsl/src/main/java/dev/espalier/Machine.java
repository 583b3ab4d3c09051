package dev.espalier;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.EfiVariables;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.Screen;
import dev.espalier.backends.spi.SerialInput;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.copy.Copies;
import dev.espalier.engine.Asks;
import dev.espalier.engine.EngineMachine;
import dev.espalier.error.RebootReason;
import dev.espalier.guest.Console;
import dev.espalier.guest.Desktop;
import dev.espalier.guest.Files;
import dev.espalier.guest.Guest;
import dev.espalier.guest.NewIdentity;
import dev.espalier.guest.Polling;
import dev.espalier.guest.ShellDialogue;
import dev.espalier.guest.Sockets;
import dev.espalier.guest.Systemd;
import dev.espalier.guest.Tty;
import dev.espalier.guest.Wakening;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.seat.TextRecognition;
import dev.espalier.snapshot.PreparedSnapshots;
import dev.espalier.snapshot.Snapshot;
import dev.espalier.terminal.Terminal;

/**
 * One machine of a cluster.
 *
 * <p>A command starts the machine if it is not running, and waits for its guest; using a screen, keyboard or monitor of its own
 * does not. Every method blocks its caller; any number of threads may call at once. What is asked of a machine that goes down
 * ends with {@link dev.espalier.error.MachineDied}.
 *
 * <p>Long, as it is the page on which users find what a machine can be asked; a method says what it does, and leaves the doing
 * to somebody else.
 */
public final class Machine implements CommandForms, CopyForms, NetworkForms, ShortForms {
    /** How long a wait lasts unless it is told, as in the NixOS test driver. */
    public static final Duration DEFAULT_TIMEOUT = Guest.DEFAULT_TIMEOUT;

    private final EngineMachine engine;
    private final Announcer announcer;
    private final Lives lives;
    private final Abilities abilities;
    private final Path output;
    private final MachineShell shell;
    private final Systemd systemd;
    private final Files files;
    private final Sockets sockets;
    private final Tty tty;
    private final Desktop desktop;
    private final Console console;
    private final MachineReboots reboots;
    private final Copies copies;
    private final MachineNetwork network;
    private final SshBackdoor sshBackdoor;
    private final MachineSnapshots snapshots;
    private final MachineTerminal terminal;
    private final TextRecognition recognition;

    /**
     * @param output where screenshots and copies go
     * @param theirs of whoever drives the cluster by hand
     */
    Machine(EngineMachine engine, Announcer announcer, Lives lives, Conditions conditions, Abilities abilities,
            MachineNetwork network, MachineSnapshots snapshots, Path output,
            Optional<Terminal> theirs, TextRecognition recognition) {
        this.engine = engine;
        this.announcer = announcer;
        this.lives = lives;
        this.abilities = abilities;
        this.output = output;
        this.shell = new MachineShell(engine, announcer, conditions);
        this.systemd = new Systemd(shell);
        this.files = new Files(shell);
        this.sockets = new Sockets(shell);
        this.tty = new Tty(shell);
        this.desktop = new Desktop(shell);
        this.console = new Console(shell, engine.console(), this::life);
        this.reboots = new MachineReboots(this, shell, engine, announcer);
        this.copies = new Copies(shell);
        this.network = network;
        this.sshBackdoor = new SshBackdoor(shell, engine, abilities);
        this.snapshots = snapshots;
        this.terminal = new MachineTerminal(shell, theirs);
        this.recognition = recognition;
        lives.atStart(name(), console::begin);
        lives.atStart(name(), network::begin);
    }

    @Override
    public String name() {
        return engine.name();
    }

    /** Starts it unless it runs; does not wait for the guest. */
    public void start() {
        start(StartOptions.DEFAULT);
    }

    /**
     * As {@link #start()}; the options are for this life of the machine, and for none if it runs already.
     *
     * @throws dev.espalier.error.MissingCapability if it is to survive reboots and its backend's machines cannot
     */
    public void start(StartOptions options) {
        reboots.start(options);
    }

    /** Waits until the guest answers, after starting the machine if need be. */
    public void waitForShell() {
        waiting("its shell", engine.connect());
    }

    /** Whether its guest answers, as far as one knows without asking it. */
    public boolean isUp() {
        return lives.isUp(name());
    }

    @Override
    public CommandResult execute(String command, CommandOptions options) {
        return shell.execute(command, options);
    }

    @Override
    public String succeed(String command, CommandOptions options) {
        return shell.succeed(command, options);
    }

    @Override
    public CommandHandle start(String command, CommandOptions options) {
        return shell.start(command, options);
    }

    /**
     * Runs a command as {@link #execute(String, CommandOptions)} does, with its output passed on while it runs.
     *
     * @param stdout is written by a thread of its own and not closed; while it takes its time, the command waits
     * @return the exit status
     */
    public int stream(String command, CommandOptions options, OutputStream stdout, OutputStream stderr) {
        return shell.stream(command, options, stdout::write, stderr::write);
    }

    @Override
    public String waitUntilSucceeds(String command, CommandOptions options) {
        return new Polling(shell, "success of " + command, options).until(command, CommandResult::succeeded).stdout();
    }

    @Override
    public String waitUntilFails(String command, CommandOptions options) {
        var failing = "! bash -c " + ShellWords.argument("set -euo pipefail; " + command);
        return new Polling(shell, "failure of " + command, options).until(failing, CommandResult::succeeded).stdout();
    }

    @Override
    public void copyFromHost(Path source, String target, Duration timeout) {
        copies.toMachine(source, target, timeout);
    }

    @Override
    public Path copyFromMachine(String source, Path directory, Duration timeout) {
        var target = output.resolve(directory).resolve(Copies.nameOf(source));
        copies.fromMachine(source, target, timeout);
        return target;
    }

    /** Does nothing for so long, by the guest's clock. */
    public void sleep(Duration duration) {
        var unused = succeed("sleep " + BigDecimal.valueOf(duration.toMillis(), 3),
                CommandOptions.within(duration.plus(DEFAULT_TIMEOUT)));
    }

    /**
     * Has the guest power itself off and waits until the machine is down. Nothing happens if it is not running.
     *
     * @throws dev.espalier.error.MissingCapability if it is not for its cluster to power it off
     */
    public void shutdown() {
        var unused = require(Power.class);
        waiting("its shutdown", engine.powerOff());
    }

    /**
     * Pulls the plug: the guest hears nothing of it, and what it wrote to its disk is there at the next start.
     *
     * @throws dev.espalier.error.MissingCapability if it is not for its cluster to power it off
     */
    public void crash() {
        var unused = require(Power.class);
        Asks.await(engine.crash());
    }

    /**
     * Has the guest reboot and waits until its next boot answers. It stops what runs, as at a shutdown.
     *
     * @throws dev.espalier.error.RebootNotAllowed before anything is done, unless it was started with
     *                                             {@link StartOptions#allowReboot}
     * @throws dev.espalier.error.CommandFailed    if the guest's {@code reboot} fails
     * @throws dev.espalier.error.BootFailed       if no next boot answers
     */
    public void reboot() {
        reboots.reboot();
    }

    /** As {@link #reboot}, by its reset button: the guest, which has to be up, hears nothing of it. */
    public void reset() {
        reboots.reset();
    }

    /** As {@link #waitForReboot(Duration)}, for at most {@link #DEFAULT_TIMEOUT}. */
    public RebootReason waitForReboot() {
        return waitForReboot(DEFAULT_TIMEOUT);
    }

    /**
     * Waits until the guest has rebooted, for whatever reason, and its next boot answers. A reboot that is over counts too,
     * unless it was asked for by {@link #reboot} or {@link #reset} or an earlier such wait has told of it.
     *
     * @return why, by the last that was seen of it
     * @throws dev.espalier.error.RebootNotAllowed unless it was started with {@link StartOptions#allowReboot}
     * @throws dev.espalier.error.WaitTimedOut     if it has not rebooted
     */
    public RebootReason waitForReboot(Duration timeout) {
        return reboots.await(timeout);
    }

    /**
     * Keeps all that it is at this moment, memory, devices and disks, until the cluster is closed. Commands that are under way
     * have ten seconds to end, and those that come meanwhile wait; the guest stands still while it is kept, and goes on. The
     * machine is started if it is not running.
     *
     * @param name letters, digits, dots, hyphens and underscores, beginning with a letter or digit, at most 64; one that no
     *             other snapshot of this machine has
     * @throws dev.espalier.error.SnapshotFailed    if there is no moment without commands, or no room; nothing is left of it
     * @throws dev.espalier.error.MissingCapability if its backend has no means to; as from {@link #restore}
     */
    public Snapshot snapshot(String name) {
        return snapshots.take(name);
    }

    /**
     * Goes on from where a snapshot was taken, whatever it does now, running, off or dead; any number of times. Returns when
     * its guest answers, knows the time, and has a new secret for its random numbers. Connections of the guest to others
     * are not restored on their side. What is done to its links holds on. What else is asked of it meanwhile ends with
     * {@link dev.espalier.error.MachineRestored}.
     *
     * @param snapshot its own, or that of a machine with the same image, memory and devices
     * @throws dev.espalier.error.RestoreRefused before anything is done, if it is of another kind of machine, or not all there
     */
    public void restore(Snapshot snapshot) {
        snapshots.restore(snapshot);
        new Wakening(shell).tell();
    }

    /**
     * Brings it to where these commands have succeeded, one after the other, since it was switched on: by going on from the
     * snapshot that an earlier run has left, or else by starting it, running them and leaving one. That is in the image cache,
     * in {@code snapshots}, under a name for the machine's kind, name, addresses and neighbours and these commands, and stays
     * until somebody removes it; while somebody else takes it, this waits for them. What the commands depend on besides is not
     * looked at.
     *
     * @throws IllegalStateException                if it has been started before and would have to be started now
     * @throws dev.espalier.error.CommandFailed     if one does not succeed; as all that {@link #snapshot} throws
     * @throws dev.espalier.error.MissingCapability if its backend has no snapshots
     */
    public void prepare(String... commands) throws InterruptedException {
        var found = snapshots.prepared(List.of(commands), () -> {
            if (lives.hasLived(name())) {
                throw new IllegalStateException(name() + " has been started before: prepare it first");
            }
            for (var command : commands) {
                var unused = succeed(command);
            }
        });
        switch (found) {
            case PreparedSnapshots.Found.There(var snapshot) -> restore(snapshot);
            case PreparedSnapshots.Found.Taken taken -> {
            }
        }
    }

    /** Goes on from the snapshot of a machine that it is like, under its own name and addresses. */
    void fork(Snapshot snapshot) {
        network.isolated(() -> {
            restore(snapshot);
            new NewIdentity(shell, snapshots.seed()).take();
        });
    }

    /** As {@link #crash}: a machine that is down takes nothing of this host but its disk. */
    public void release() {
        crash();
    }

    /** Waits until the machine is down because its guest powered itself off. */
    public void waitForShutdown() {
        waiting("its shutdown", engine.awaitDown());
    }

    private void waiting(String what, CompletionStage<Void> end) {
        announcer.waiting(name(), what, () -> {
            var unused = Asks.await(end);
        });
    }

    /** Puts a line of the test's among those of the machine's console, if they are told. */
    public void logSerial(String text) {
        announcer.said(name(), new ConsoleLine(announcer.now(), text));
    }

    /** Puts a line of the test's about this machine into the log. */
    public void log(String text) {
        shell.log(text);
    }

    /** Starts it, unless it has died; done when it is down. Of what fails, its death comes first. */
    private CompletionStage<Void> life() {
        var up = engine.connect().toCompletableFuture();
        return engine.awaitDown().thenCompose(down -> up);
    }

    @Override
    public Systemd systemd() {
        return systemd;
    }

    @Override
    public Files files() {
        return files;
    }

    @Override
    public Sockets sockets() {
        return sockets;
    }

    @Override
    public Tty tty() {
        return tty;
    }

    @Override
    public Desktop desktop() {
        return desktop;
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public MachineNetwork network() {
        return network;
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

    @Override
    public MachineScreen screen() {
        var view = capability(Screen.class).<View>map(OwnScreen::new).orElseGet(() -> new GuestScreen(shell));
        return new MachineScreen(this, view, recognition, output, announcer);
    }

    @Override
    public MachineKeyboard keyboard() {
        return new MachineKeyboard(require(Keyboard.class));
    }

    @Override
    public MachineEfiVariables efiVariables() {
        return new MachineEfiVariables(shell, require(EfiVariables.class));
    }

    @Override
    public QemuControl qemu() {
        return new QemuControl(this, require(Monitor.class), require(Qmp.class), announcer);
    }

    /** Stops its processors and its clock, unnoticed by the guest, until {@link #resume}. */
    public void pause() {
        var unused = require(Pause.class).use(Pause::pause);
    }

    public void resume() {
        var unused = require(Pause.class).use(Pause::resume);
    }

    /**
     * Types on its serial console: this text, in UTF-8, and no line end that is not in it. Returns when the machine has it,
     * which is before the guest reads it; what nobody in the guest reads is lost once its terminal is full, at some 4000
     * bytes.
     *
     * @throws dev.espalier.error.MissingCapability if it has no such console
     * @throws dev.espalier.error.MachineNotRunning if it does not run; it is not started
     * @throws dev.espalier.error.CapabilityLost    if its console is not connected
     */
    public void sendConsole(String text) {
        var unused = require(SerialInput.class).use(serial -> serial.type(text));
    }

    /**
     * Has somebody type on its serial console, line by line, and read what it says meanwhile, in whole lines; until nothing
     * more is typed or the machine is down. Starts it if it is not running.
     *
     * @param typed in UTF-8, such as {@code System.in}; a read that is under way when the machine goes down is left alone
     */
    public void consoleInteract(InputStream typed, OutputStream said) {
        console.interact(typed, said, this::sendConsole);
    }

    /**
     * What a person types into a shell of this host for a session in the machine, with a terminal: {@code ssh} with a
     * configuration of its own, which {@code scp} and {@code sftp} take as well. It is good until the cluster is closed, over
     * the machine's reboots and starts, whatever networks it is on. A host by SSH is reached as it was said to be; in any other
     * machine each session is a command, as root, and needs an {@code sshd} in the guest, which need not run. The machine is
     * started if it is not running.
     *
     * @throws dev.espalier.error.ToolMissing  if the guest has no {@code sshd}
     * @throws dev.espalier.error.HostNotReady if this host lacks {@code ssh} or {@code socat}
     */
    public String sshBackdoorCommand() {
        return sshBackdoor.command(this::waitForShell);
    }

    /**
     * Has somebody type commands to one bash in the guest, line by line, and read what they say meanwhile on both outputs;
     * until nothing more is typed or the bash ends. There is no terminal, and no prompt.
     *
     * @param typed in UTF-8, such as {@code System.in}; a read that is under way when the bash ends is left alone
     * @return the exit status of the bash
     */
    public int shellInteract(InputStream typed, OutputStream said) {
        return new ShellDialogue(shell).hold(typed, said);
    }

    /**
     * Gives the terminal of whoever drives the machine by hand to a shell in the guest, as root, with a terminal there: each key
     * goes to it, Ctrl-C too, and it is as large as the one here. It comes back when the shell ends, or after Ctrl-] three times in
     * a row. A guest whose {@code script} is not util-linux's has a bash that is given a line at a time, and one whose shell takes no
     * input runs each line alone. The machine is started if
     * it is not running.
     *
     * @throws IllegalStateException if nobody is at a prompt: see {@link ClusterSettings#terminal}
     */
    public void interact() {
        terminal.interact();
    }

    @Override
    public String toString() {
        return engine.name();
    }
}
