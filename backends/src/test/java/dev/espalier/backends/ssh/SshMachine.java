package dev.espalier.backends.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.shell.Asked;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;

/** The children of an SSH machine's blueprint, and who hears of them. */
final class SshMachine implements AutoCloseable {
    private static final String CONNECTION = "connection";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BlockingQueue<MachineEvent> events = new LinkedBlockingQueue<>();
    private final Nursery nursery;

    SshMachine(Path directory, Options options, ResetPolicy resets) throws IOException {
        var site = new MachineSite(directory, new Entrance(), ConsoleLog.in(directory.resolve("console.log")),
                events::add, InstantSource.system());
        nursery = Nursery.of(new SshBackend().blueprint(spec(options), resets, site)
                .children()
                .stream()
                .map(child -> child.significant(false).restart(Restart.TEMPORARY))
                .toArray(ChildSpec[]::new));
    }

    static MachineSpec spec(Options options) {
        return new MachineSpec("web", 1, 64, Optional.empty(), new GuestSeed("web", List.of(), List.of()), List.of(),
                options);
    }

    <E extends MachineEvent> E await(Class<E> type) throws InterruptedException {
        while (true) {
            var event = events.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("waiting for %s", type).isNotNull();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    ActorRef<GuestShell> awaitShell() throws InterruptedException {
        return await(MachineEvent.ShellConnected.class).shell();
    }

    ExitReason awaitEnd() throws InterruptedException {
        return nursery.awaitEnd(CONNECTION);
    }

    /** Why it was not reached at all. */
    SshFailure awaitFailure() throws InterruptedException {
        var end = awaitEnd();
        assertThat(end.cause()).as(end.describe()).get().isInstanceOf(SshFailure.class);
        return (SshFailure) end.cause().orElseThrow();
    }

    Asked ask(ActorRef<GuestShell> shell, String text) {
        return ask(shell, text, ShellInput.none());
    }

    Asked ask(ActorRef<GuestShell> shell, String text, ShellInput input) {
        return Asked.of(shell, new ShellCommand(text, MINUTE), input);
    }

    String say(ActorRef<GuestShell> shell, String text) throws Exception {
        var asked = ask(shell, text);
        assertThat(asked.exitStatus()).as(text).isZero();
        return asked.text().strip();
    }

    @Override
    public void close() {
        nursery.close();
    }
}
