package dev.espalier.backends.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.espalier.backends.shell.Asked;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.network.MacAddress;
import dev.espalier.runtime.network.NetworkNamespace;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;

/** Runs machines of a backend in namespaces of their own, and hears of their lives. */
public final class LifeUnderTest {
    /** An interface of a machine, for which {@link #boot(MachineSpec, ResetPolicy)} makes the other end. */
    public static final Nic NIC = new Nic(1, new MacAddress(1, 1), "br1", "t1v1");

    private final Backend backend;
    private final Path directory;
    private final BlockingQueue<MachineEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> console = new LinkedBlockingQueue<>();

    public LifeUnderTest(Backend backend, Path directory) {
        this.backend = backend;
        this.directory = directory;
    }

    /** What runs until it is closed. */
    public record Booted(Nursery nursery, Blueprint blueprint) implements AutoCloseable {
        @Override
        public void close() {
            nursery.close();
        }
    }

    /** Where the machine has its files. */
    public Path site() {
        return directory.resolve("m");
    }

    /** On a network that has an interface for it. */
    public Booted boot(MachineSpec machine) throws Exception {
        return boot(machine, ResetPolicy.END);
    }

    public Booted boot(MachineSpec machine, ResetPolicy resets) throws Exception {
        return boot(machine, resets, new NetworkPlan(Set.of(1), List.of(new NetworkPlan.Port(1, 1))));
    }

    /** On a network that has none. */
    public Booted bootWithoutInterface(MachineSpec machine) throws Exception {
        return boot(machine, ResetPolicy.END, new NetworkPlan(Set.of(1), List.of()));
    }

    private Booted boot(MachineSpec machine, ResetPolicy resets, NetworkPlan network) throws Exception {
        return boot(site -> backend.blueprint(machine, resets, site), network);
    }

    /** Goes on from a snapshot, on a network that has an interface of that name for it. */
    public Booted restore(RestoringBackend restoring, MachineSpec machine, Path snapshot, NetworkPlan.Port port)
            throws Exception {
        return restore(restoring, machine, ResetPolicy.END, snapshot, port);
    }

    public Booted restore(RestoringBackend restoring, MachineSpec machine, ResetPolicy resets, Path snapshot,
            NetworkPlan.Port port) throws Exception {
        return boot(site -> restoring.restored(machine, resets, site, snapshot),
                new NetworkPlan(Set.of(1), List.of(port)));
    }

    private Booted boot(Function<MachineSite, Blueprint> life, NetworkPlan network) throws Exception {
        Files.createDirectories(site());
        var entrance = new Entrance();
        var log = ConsoleLog.in(directory.resolve("console.log"), new ConsoleRetention(1 << 20), this::said);
        var blueprint = life.apply(new MachineSite(site(), entrance, log, events::add, InstantSource.system()));
        var children = new ArrayList<ChildSpec>();
        children.add(ChildSpec.worker("networks", NetworkNamespace.with(network, entrance)));
        blueprint.children().forEach(child -> children.add(child.significant(false).restart(Restart.TEMPORARY)));
        return new Booted(Nursery.of(children.toArray(ChildSpec[]::new)), blueprint);
    }

    private void said(ConsoleLine line) {
        console.add(line.text());
    }

    /** The next event of a kind; others before it are forgotten. */
    public <E extends MachineEvent> E await(Class<E> type) throws InterruptedException {
        while (true) {
            var event = events.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("waiting for %s", type).isNotNull();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    /** All that has happened and was not waited for. */
    public List<MachineEvent> events() {
        return List.copyOf(events);
    }

    /** All that happens until the machine's process has ended. */
    public List<MachineEvent> untilExit() throws InterruptedException {
        var all = new ArrayList<MachineEvent>();
        while (all.isEmpty() || !(all.getLast() instanceof MachineEvent.ProcessExited)) {
            all.add(await(MachineEvent.class));
        }
        return all;
    }

    public void awaitConsole(String part) throws InterruptedException {
        String line;
        do {
            line = console.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(line).as("waiting for a console line with %s", part).isNotNull();
        } while (!String.valueOf(line).contains(part));
    }

    /** The shell of the guest, when it answers next. */
    public ActorRef<GuestShell> shell() throws InterruptedException {
        return await(MachineEvent.ShellConnected.class).shell();
    }

    /** Whether nothing has become of the shell since it was asked for. */
    public boolean hasKeptItsShell() {
        return events.stream().noneMatch(MachineEvent.ShellDisconnected.class::isInstance);
    }

    public static Asked execute(ActorRef<GuestShell> shell, String text) {
        return Asked.of(shell, new ShellCommand(text, Duration.ofMinutes(1)));
    }

    public static String errors(Asked asked) {
        return new String(asked.stderr().bytes(), StandardCharsets.UTF_8);
    }
}
