package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.shell.Asked;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.Blueprint;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.TunDevice;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.network.MacAddress;
import dev.espalier.runtime.network.NetworkNamespace;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines of a peer that is as strict as Firecracker, with a real bash behind its vsock. */
@Timeout(120)
@SuppressWarnings("try")
@NeedsHost(programs = {"bash", "unshare", "nsenter", "ip", "mkfifo"}, root = true)
class FirecrackerLifeTest {
    private static final Nic NIC = new Nic(1, new MacAddress(1, 1), "br1", "t1v1");

    private final FirecrackerBackend backend = new FirecrackerBackend(
            new Readiness(Path.of("/dev/zero"), new TunDevice(Path.of("/dev/zero"))));
    private final BlockingQueue<MachineEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> console = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    private MachineSpec machine(String version, String kvm, KernelFormat kernel, Nic... nics) throws Exception {
        var peer = FirecrackerPeer.in(Files.createDirectories(directory.resolve("bin")), version, kvm);
        return TestMachines.machine(TestMachines.image(directory, kernel),
                Options.none().with(FirecrackerOptions.PROGRAM, peer.program()), nics);
    }

    private MachineSpec machine() throws Exception {
        return machine("1.17", "kvm", KernelFormat.BZIMAGE, NIC);
    }

    private record Booted(Nursery nursery, Blueprint blueprint) implements AutoCloseable {
        @Override
        public void close() {
            nursery.close();
        }
    }

    private Path site() {
        return directory.resolve("m");
    }

    /** On a network that has an interface for it. */
    private Booted boot(MachineSpec machine) throws Exception {
        return boot(machine, new NetworkPlan(Set.of(1), List.of(new NetworkPlan.Port(1, 1))));
    }

    private Booted boot(MachineSpec machine, NetworkPlan network) throws Exception {
        Files.createDirectories(site());
        var entrance = new Entrance();
        var log = ConsoleLog.in(directory.resolve("console.log"), new ConsoleRetention(1 << 20), this::said);
        var blueprint = backend.blueprint(machine, ResetPolicy.END,
                new MachineSite(site(), entrance, log, events::add, InstantSource.system()));
        var children = new ArrayList<ChildSpec>();
        children.add(ChildSpec.worker("networks", NetworkNamespace.with(network, entrance)));
        blueprint.children().forEach(child -> children.add(child.significant(false).restart(Restart.TEMPORARY)));
        return new Booted(Nursery.of(children.toArray(ChildSpec[]::new)), blueprint);
    }

    private void said(ConsoleLine line) {
        console.add(line.text());
    }

    private <E extends MachineEvent> E await(Class<E> type) throws InterruptedException {
        while (true) {
            var event = events.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("waiting for %s", type).isNotNull();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private void awaitConsole(String part) throws InterruptedException {
        String line;
        do {
            line = console.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(line).as("waiting for a console line with %s", part).isNotNull();
        } while (!String.valueOf(line).contains(part));
    }

    private ActorRef<GuestShell> shell() throws InterruptedException {
        return await(MachineEvent.ShellConnected.class).shell();
    }

    private static Asked execute(ActorRef<GuestShell> shell, String text) {
        return Asked.of(shell, new ShellCommand(text, Duration.ofMinutes(1)));
    }

    private static String errors(Asked asked) {
        return new String(asked.stderr().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("its console is read, and commands run at once, each with its status, its outputs apart and of any size")
    void commands() throws Exception {
        var machine = machine();
        assertThat(backend.missing(List.of(machine))).isEmpty();
        try (var booted = boot(machine)) {
            awaitConsole("Command line: console=ttyS0 reboot=k panic=-1");
            awaitConsole("Interfaces: t1v1");
            var shell = shell();
            var asked = execute(shell, "echo out; echo err >&2; exit 7");
            assertThat(asked.exitStatus()).isEqualTo(7);
            assertThat(asked.text()).isEqualTo("out\n");
            assertThat(errors(asked)).isEqualTo("err\n");
            var both = execute(shell, "head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2");
            assertThat(both.exitStatus()).isZero();
            assertThat(both.stdout().bytes()).hasSize(3_000_000);
            assertThat(both.stderr().bytes()).hasSize(2_000_000);
            var sleeping = execute(shell, "sleep 600");
            var many = IntStream.range(0, 12).mapToObj(number -> execute(shell, "sleep 0.1; echo " + number)).toList();
            for (int number = 0; number < many.size(); number++) {
                assertThat(many.get(number).exitStatus()).isZero();
                assertThat(many.get(number).text()).isEqualTo(number + "\n");
            }
            assertThat(sleeping.reply()).isNotDone();
            assertThat(booted.blueprint().capabilities().types()).containsExactlyInAnyOrder(Pause.class, Power.class);
        }
    }

    @Test
    @DisplayName("a bash that a command kills is missed, though another process still has its outputs")
    void killed() throws Exception {
        try (var booted = boot(machine())) {
            var asked = execute(shell(), "kill -9 $PPID; sleep 600");
            assertThat(asked.await()).isInstanceOf(ShellReply.Interrupted.class);
        }
    }

    @Test
    @DisplayName("paused twice it does nothing, resumed twice it does all that it was asked, also what it had no bash for")
    void pause() throws Exception {
        try (var booted = boot(machine())) {
            var shell = shell();
            var pause = booted.blueprint().capabilities().get(Pause.class).orElseThrow();
            pause.pause().toCompletableFuture().get(1, TimeUnit.MINUTES);
            pause.pause().toCompletableFuture().get(1, TimeUnit.MINUTES);
            var asked = IntStream.range(0, 5).mapToObj(number -> execute(shell, "echo " + number)).toList();
            var moment = new CompletableFuture<String>().completeOnTimeout("over", 3, TimeUnit.SECONDS);
            assertThat(CompletableFuture.anyOf(moment, asked.getFirst().reply(), asked.getLast().reply()).get())
                    .isEqualTo("over");
            pause.resume().toCompletableFuture().get(1, TimeUnit.MINUTES);
            pause.resume().toCompletableFuture().get(1, TimeUnit.MINUTES);
            for (int number = 0; number < asked.size(); number++) {
                assertThat(asked.get(number).exitStatus()).isZero();
                assertThat(asked.get(number).text()).isEqualTo(number + "\n");
            }
        }
    }

    @Test
    @DisplayName("told to go off it resets itself, which is its end; what it leaves does not keep it from another start")
    void again() throws Exception {
        for (int life = 0; life < 2; life++) {
            try (var booted = boot(machine())) {
                var off = execute(shell(), booted.blueprint().capabilities().get(Power.class).orElseThrow().off());
                awaitConsole("reboot: Restarting system");
                await(MachineEvent.GuestReset.class);
                assertThat(await(MachineEvent.ProcessExited.class).status()).isEqualTo(new ExitStatus.Exited(0));
                assertThat(off.await()).isInstanceOf(ShellReply.Interrupted.class);
                assertThat(site().resolve("api.sock")).exists();
                assertThat(site().resolve("v.sock")).exists();
            }
        }
        assertThat(site().resolve("root.img")).hasContent("a disk");
    }

    private static String why(ExitReason reason) {
        return reason.describe();
    }

    @Test
    @DisplayName("a start that Firecracker refuses is no start; the reason is told with its remedy")
    void noKvm() throws Exception {
        try (var booted = boot(machine("1.17", "none", KernelFormat.ELF, NIC))) {
            assertThat(why(booted.nursery().awaitEnd("configuration"))).startsWith("failed: KVM does not work here (")
                    .contains("another backend, such as qemu, does without",
                            "Firecracker refuses PUT /actions: Start microvm error: Kvm error");
        }
    }

    @Test
    @DisplayName("an interface that is not there is missed before Firecracker would make one of that name")
    void noInterface() throws Exception {
        try (var booted = boot(machine(), new NetworkPlan(Set.of(1), List.of()))) {
            assertThat(why(booted.nursery().awaitEnd("configuration")))
                    .startsWith("failed: its network interface is not there")
                    .contains("t1v1");
        }
    }

    @Test
    @DisplayName("a Firecracker that ends before it listens is not waited for, and is told of with what it said")
    void endsAtOnce() throws Exception {
        var machine = machine("1.12", "kvm", KernelFormat.ELF, NIC);
        var withPci = TestMachines.machine(TestMachines.image(directory, KernelFormat.ELF),
                machine.options().with(FirecrackerOptions.PCI, true), NIC);
        assertThat(backend.missing(List.of(withPci))).extracting(Requirement::what)
                .singleElement()
                .asString()
                .contains("PCI");
        try (var booted = boot(withPci)) {
            assertThat(why(booted.nursery().awaitEnd("configuration")))
                    .contains("it ended before it listened: exit status 153: it does not know one of the arguments");
            assertThat(await(MachineEvent.ProcessSaid.class).line()).contains("Found argument '--enable-pci'");
            await(MachineEvent.ProcessExited.class);
        }
    }

    @Test
    @DisplayName("a socket that somebody else listens on is taken away, as one that an earlier Firecracker has left")
    void staleSocket() throws Exception {
        Files.createDirectories(site());
        try (var stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(site().resolve("api.sock")));
            try (var booted = boot(machine())) {
                assertThat(execute(shell(), "true").exitStatus()).isZero();
            }
        }
    }

    @Test
    @DisplayName("the end of the connection to the guest ends its commands, and the next connection serves the next ones")
    void reconnects() throws Exception {
        try (var booted = boot(machine())) {
            var shell = shell();
            var asked = execute(shell, "sleep 600");
            assertThat(execute(shell, "pkill -f '^cat$'; true").await()).isNotNull();
            await(MachineEvent.ShellDisconnected.class);
            assertThat(asked.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(execute(shell(), "echo back").exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("without a program it says so once for all machines, and what to do")
    void noProgram() {
        var nowhere = Options.none().with(FirecrackerOptions.PROGRAM, directory.resolve("nowhere"));
        var image = new GuestImage(directory, directory, Optional.empty(), List.of());
        var machine = TestMachines.machine(image, nowhere);
        assertThat(backend.missing(List.of(machine, machine))).singleElement().satisfies(missing -> {
            assertThat(missing.what()).endsWith("nowhere is no program");
            assertThat(missing.remedy()).contains("\"program\"").endsWith("firecracker");
        });
    }
}
