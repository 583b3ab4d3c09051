package dev.espalier.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.espalier.backends.shell.ForeignSink;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.CapabilityAtRest;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.supervision.Address;

/**
 * One machine of a running cluster, over all its lives. Every promise it gives is kept, also when the cluster comes down: then
 * it fails with {@link ClusterFailed}.
 */
public final class EngineMachine {
    private final String name;
    private final Address<MachineMessage> address;
    private final ConsoleLog console;
    private final Path home;
    private final Path snapshots;
    private final OpenPromises promises;
    private final GuestSockets sockets;

    EngineMachine(String name, ConsoleLog console, Path home, Path snapshots, OpenPromises promises,
            GuestSockets sockets) {
        this.name = name;
        this.address = new Address<>(name);
        this.console = console;
        this.home = home;
        this.snapshots = snapshots;
        this.promises = promises;
        this.sockets = sockets;
    }

    Address<MachineMessage> address() {
        return address;
    }

    /** The cluster is about to end. */
    void leave() {
        address.find().ifPresent(actor -> actor.tell(MachineMessage.Leave.INSTANCE));
    }

    /** The cluster has ended. */
    void left() {
        Closing.quietly(console);
    }

    public String name() {
        return name;
    }

    public ConsoleLog console() {
        return console;
    }

    /** A directory of its own that nobody else can read, and that goes with the cluster. */
    public Path home() {
        return home;
    }

    /** Where snapshots of it are kept that end with the cluster. */
    public Path snapshots() {
        return snapshots;
    }

    /** Starts it; done when its process runs. */
    public CompletionStage<Void> start(ResetPolicy resets) {
        return ask(new CompletableFuture<Void>(), reply -> new MachineMessage.Start(resets, reply));
    }

    /**
     * Has it go on from a snapshot, whatever it does now; done when its guest answers.
     *
     * @param snapshot what a machine of the same backend and with the same traits has left
     */
    public CompletionStage<Void> restore(Path snapshot, ResetPolicy resets) {
        return ask(new CompletableFuture<Void>(), reply -> new MachineMessage.Restore(snapshot, resets, reply));
    }

    /** Starts it; done when its guest answers. */
    public CompletionStage<Void> connect() {
        return ask(new CompletableFuture<Void>(), MachineMessage.Connect::new);
    }

    /** Runs a command in its guest; done, with its exit status, when all its output has been passed on. */
    public GuestCommand execute(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr) {
        var execute = new MachineMessage.Execute(command, input, new ForeignSink(stdout), new ForeignSink(stderr),
                new CompletableFuture<>());
        return new GuestCommand(ask(execute.reply(), reply -> execute),
                () -> address.tell(new MachineMessage.Cancel(execute)));
    }

    /**
     * Runs a command in its guest whose input and output are a connection, until either ends. The command is not told where its
     * input ends.
     */
    public GuestCommand execute(ShellCommand command, Connection connection) {
        return ConnectedCommand.begin(connection, beginning(command));
    }

    /**
     * Has whoever connects to a Unix socket begin a command in its guest, whose input and output that connection then is: it is
     * not told where its input ends. Lasts as long as the cluster, over the machine's starts.
     *
     * @param socket a name in its {@link #home}
     * @throws ClusterFailed if there can be no such socket
     */
    public void listen(String socket, ShellCommand command) {
        sockets.open(name + " " + socket, home.resolve(socket), beginning(command));
    }

    private ConnectedCommand.Beginning beginning(ShellCommand command) {
        return (input, output) -> execute(command, input, output, OutputSink.nowhere());
    }

    /** Uses what it can do beyond commands, while it runs or is at rest; its backend has said that it can. */
    public <C extends Capability, T> CompletionStage<T> use(Class<C> type, Function<C, CompletionStage<T>> call) {
        return ask(new CompletableFuture<T>(), reply -> {
            var use = new MachineMessage.Use<>(type, call, reply);
            return CapabilityAtRest.class.isAssignableFrom(type) ? new MachineMessage.UseAtRest(use) : use;
        });
    }

    /** Has its guest power itself off; done when it is down. */
    public CompletionStage<Void> powerOff() {
        return ask(new CompletableFuture<Void>(), MachineMessage.PowerOff::new);
    }

    /** Pulls the plug; done when it is down. */
    public CompletionStage<Void> crash() {
        return ask(new CompletableFuture<Void>(), MachineMessage.Crash::new);
    }

    /** Done when it is down in good order. */
    public CompletionStage<Void> awaitDown() {
        return ask(new CompletableFuture<Void>(), MachineMessage.AwaitDown::new);
    }

    /**
     * Why its guest has rebooted: of a reboot that nobody was told of yet, or else of the next.
     *
     * @return nothing if it has not when {@code patience} is over
     */
    public CompletionStage<Optional<RebootReason>> awaitReboot(Duration patience) {
        return ask(new CompletableFuture<Optional<RebootReason>>().completeOnTimeout(Optional.empty(),
                patience.toMillis(), TimeUnit.MILLISECONDS), MachineMessage.AwaitReboot::new);
    }

    /**
     * Has somebody told of the next reboot of its guest; done when that is sure.
     *
     * @param reboot is completed with why it has rebooted
     */
    public CompletionStage<Void> awaitNextReboot(CompletableFuture<Optional<RebootReason>> reboot) {
        promises.add(reboot);
        return ask(new CompletableFuture<Void>(), reply -> new MachineMessage.AwaitNextReboot(reply, reboot));
    }

    private <T> CompletionStage<T> ask(CompletableFuture<T> reply,
            Function<CompletableFuture<T>, MachineMessage> question) {
        promises.add(reply);
        address.tell(question.apply(reply));
        return reply;
    }
}
