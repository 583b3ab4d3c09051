package dev.espalier.backends.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.TunDevice;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is expected of machines of a peer that is as strict as a monitor, with a real bash behind its vsock. */
@Timeout(120)
@SuppressWarnings("try")
@NeedsHost(programs = {"bash", "unshare", "nsenter", "ip", "mkfifo", "pgrep", "ps"}, root = true)
public abstract class MicroVmLifeContract {
    /** Devices that any host has. */
    public static final HostDevices DEVICES = new HostDevices(Path.of("/dev/zero"),
            new TunDevice(Path.of("/dev/zero")));

    /** Of the command that looks, two bashes ahead, what tells of ends, and the namespace's first process. */
    private static final int CATS = 5;
    private static final int COMMANDS = 40;

    private final Backend backend;
    private final OptionKey<Path> program;

    @TempDir
    protected Path directory;

    /** @param program by which a machine names the peer */
    protected MicroVmLifeContract(Backend backend, OptionKey<Path> program) {
        this.backend = backend;
        this.program = program;
    }

    protected final LifeUnderTest life() {
        return new LifeUnderTest(backend, directory);
    }

    /** With one interface. */
    protected abstract MachineSpec machine() throws Exception;

    @Test
    @DisplayName("its console is read, and commands run at once, each with its status, its outputs apart and of any size")
    void commands() throws Exception {
        var machine = machine();
        var life = life();
        assertThat(backend.missing(List.of(machine))).isEmpty();
        try (var booted = life.boot(machine)) {
            life.awaitConsole("Command line: console=ttyS0");
            life.awaitConsole("Interfaces: t1v1");
            var shell = life.shell();
            var asked = LifeUnderTest.execute(shell, "echo out; echo err >&2; exit 7");
            assertThat(asked.exitStatus()).isEqualTo(7);
            assertThat(asked.text()).isEqualTo("out\n");
            assertThat(LifeUnderTest.errors(asked)).isEqualTo("err\n");
            var both = LifeUnderTest.execute(shell, "head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2");
            assertThat(both.exitStatus()).isZero();
            assertThat(both.stdout().bytes()).hasSize(3_000_000);
            assertThat(both.stderr().bytes()).hasSize(2_000_000);
            var sleeping = LifeUnderTest.execute(shell, "sleep 600");
            var many = IntStream.range(0, 12)
                    .mapToObj(number -> LifeUnderTest.execute(shell, "sleep 0.1; echo " + number))
                    .toList();
            for (int number = 0; number < many.size(); number++) {
                assertThat(many.get(number).exitStatus()).isZero();
                assertThat(many.get(number).text()).isEqualTo(number + "\n");
            }
            assertThat(sleeping.reply()).isNotDone();
            assertThat(booted.blueprint().capabilities().types()).isEqualTo(backend.capabilities(machine));
        }
    }

    @Test
    @DisplayName("paused twice it does nothing, resumed twice it does all that it was asked, also what it had no bash for")
    void pause() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            var pause = booted.blueprint().capabilities().get(Pause.class).orElseThrow();
            pause.pause().toCompletableFuture().get(1, TimeUnit.MINUTES);
            pause.pause().toCompletableFuture().get(1, TimeUnit.MINUTES);
            var asked = IntStream.range(0, 5)
                    .mapToObj(number -> LifeUnderTest.execute(shell, "echo " + number))
                    .toList();
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
    @DisplayName("an interface that is not there is missed before the monitor would make one of that name")
    void noInterface() throws Exception {
        try (var booted = life().bootWithoutInterface(machine())) {
            assertThat(booted.nursery().awaitEnd("configuration").describe())
                    .startsWith("failed: its network interface is not there")
                    .contains("t1v1");
        }
    }

    @Test
    @DisplayName("a socket that somebody else listens on is taken away, as one that an earlier monitor has left")
    void staleSocket() throws Exception {
        var life = life();
        Files.createDirectories(life.site());
        try (var stale = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(life.site().resolve("api.sock")));
            try (var booted = life.boot(machine())) {
                assertThat(LifeUnderTest.execute(life.shell(), "true").exitStatus()).isZero();
            }
        }
    }

    @Test
    @DisplayName("a bash that is killed is missed, though others have its outputs, and so is the connection to the guest: the next serves the next commands")
    void losses() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            var killed = LifeUnderTest.execute(shell, "kill -9 $PPID; sleep 600");
            assertThat(killed.await()).isInstanceOf(ShellReply.Interrupted.class);
            var asked = LifeUnderTest.execute(shell, "sleep 600");
            assertThat(LifeUnderTest.execute(shell, "pkill -f '^cat$'; true").await()).isNotNull();
            life.await(MachineEvent.ShellDisconnected.class);
            assertThat(asked.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(LifeUnderTest.execute(life.shell(), "echo back").exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("bashes that wait for commands may be killed: the next commands find others, and the shell is not lost")
    void losesWaiting() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            for (int round = 0; round < 3; round++) {
                var others = "pgrep -x bash | grep -vx -e $$ -e $PPID -e $(ps -o ppid= $PPID | tr -d ' ')";
                assertThat(LifeUnderTest.execute(shell, "kill -9 $(" + others + ")").exitStatus()).isZero();
                for (int number = 0; number < CATS; number++) {
                    var asked = LifeUnderTest.execute(shell, "echo " + number);
                    assertThat(asked.exitStatus()).isZero();
                    assertThat(asked.text()).isEqualTo(number + "\n");
                }
            }
            assertThat(life.hasKeptItsShell()).isTrue();
        }
    }

    @Test
    @DisplayName("commands that leave nothing behind are run by a few bashes, one after the other")
    void keeps() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            var outputs = new HashSet<String>();
            for (int number = 0; number < COMMANDS; number++) {
                var asked = LifeUnderTest.execute(shell, "readlink /proc/self/fd/1");
                assertThat(asked.exitStatus()).isZero();
                outputs.add(asked.text());
            }
            assertThat(outputs).hasSizeLessThan(COMMANDS / 2);
        }
    }

    @Test
    @DisplayName("what carries a command's errors out of the guest ends with them: the guest has as few of those as it has bashes")
    void carriers() throws Exception {
        var life = life();
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            for (int number = 0; number < 2 * CATS; number++) {
                assertThat(LifeUnderTest.execute(shell, "true").exitStatus()).isZero();
            }
            var few = "until [ $(pgrep -cx cat) -le " + CATS + " ]; do sleep 0.1; done";
            assertThat(LifeUnderTest.execute(shell, few).exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("without a program it says so once for all machines, and what to do")
    void noProgram() {
        var nowhere = Options.none().with(program, directory.resolve("nowhere"));
        var image = new GuestImage(directory, directory, Optional.empty(), List.of());
        var machine = TestMachines.machine(image, nowhere);
        assertThat(backend.missing(List.of(machine, machine))).singleElement().satisfies(missing -> {
            assertThat(missing.what()).endsWith("nowhere is no program");
            assertThat(missing.remedy()).contains("\"program\"").endsWith(backend.name());
        });
    }
}
