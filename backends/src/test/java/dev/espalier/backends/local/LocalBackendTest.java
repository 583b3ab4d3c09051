package dev.espalier.backends.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.shell.Asked;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.network.MacAddress;
import dev.espalier.runtime.network.NetworkNamespace;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@NeedsHost(programs = {"bash", "hostname", "unshare", "nsenter"}, root = true)
class LocalBackendTest {
    private final LocalBackend backend = new LocalBackend();
    private final BlockingQueue<MachineEvent> events = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    private static MachineSpec machine(Nic... nics) {
        return new MachineSpec("web", 1, 64, Optional.empty(), new GuestSeed("web", List.of(), List.of()),
                List.of(nics), Options.none());
    }

    private Nursery boot() throws Exception {
        var entrance = new Entrance();
        var site = new MachineSite(directory, entrance, ConsoleLog.in(directory.resolve("console.log")), events::add,
                InstantSource.system());
        var children = new ArrayList<ChildSpec>();
        children.add(
                ChildSpec.worker("networks", NetworkNamespace.with(new NetworkPlan(Set.of(), List.of()), entrance)));
        backend.blueprint(machine(), ResetPolicy.END, site)
                .children()
                .forEach(child -> children.add(child.significant(false).restart(Restart.TEMPORARY)));
        return Nursery.of(children.toArray(ChildSpec[]::new));
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

    private static Asked execute(ActorRef<GuestShell> shell, String text) {
        return Asked.of(shell, new ShellCommand(text, Duration.ofMinutes(1)));
    }

    private static String stdout(ActorRef<GuestShell> shell, String text) throws Exception {
        var asked = execute(shell, text);
        assertThat(asked.exitStatus()).isZero();
        return asked.text().strip();
    }

    @Test
    @DisplayName("it has its own host name, working directory, /run and processes")
    void ownThings() throws Exception {
        try (var nursery = boot()) {
            nursery.awaitUp("networks");
            var shell = await(MachineEvent.ShellConnected.class).shell();
            assertThat(stdout(shell, "hostname")).isEqualTo("web");
            assertThat(stdout(shell, "pwd")).isEqualTo(directory.toRealPath().toString());
            assertThat(stdout(shell, "ls -A /run | grep -v '^[.]espalier-' || true")).isEmpty();
            assertThat(stdout(shell, "echo /proc/[0-9]*")).doesNotContain("/proc/"
                    + ProcessHandle.current().pid() + " ");
        }
    }

    @Test
    @DisplayName("told to power off, it ends in good order")
    void powerOff() throws Exception {
        try (var nursery = boot()) {
            nursery.awaitUp("networks");
            var shell = await(MachineEvent.ShellConnected.class).shell();
            var off = execute(shell, "kill -TERM 1; sleep 1000");
            assertThat(off.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(await(MachineEvent.ProcessExited.class).status()).isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    @DisplayName("it says that it has no networks before anything is started")
    void networks() {
        assertThat(backend.missing(List.of(machine()))).isEmpty();
        assertThat(backend.missing(List.of(machine(new Nic(1, new MacAddress(1, 1), "br1", "t1v1")))))
                .singleElement()
                .satisfies(missing -> assertThat(missing.what()).contains("web").contains("no networks"));
    }
}
