package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A {@link PortShell} that listens on ports, and a backdoor that does nothing of what it is asked. */
final class PortsUnderTest implements AutoCloseable {
    private final Path directory;
    private final Address<PortShell.Message> address = new Address<>("lanes");
    private final BlockingQueue<GuestShell.Execute> asked = new LinkedBlockingQueue<>();
    private final Nursery nursery;
    private final ActorRef<GuestShell> backdoor;

    /** @param startPatience how long the start of a bash may take */
    PortsUnderTest(Path directory, int lanes, ShellListener user, BashHandover left, Duration startPatience)
            throws Exception {
        this.directory = directory;
        var ports = IntStream.range(0, lanes)
                .mapToObj(lane -> new PortPair(new UnixListener(out(lane)), new UnixListener(err(lane))))
                .toList();
        var started = new CompletableFuture<ActorRef<GuestShell>>();
        nursery = Nursery.of(ChildSpec.worker("backdoor", self -> Behaviors.setup(context -> {
            started.complete(context.getSelf().narrow());
            self.started();
            return Behaviors.receiveMessage(message -> {
                asked.add((GuestShell.Execute) message);
                return Behaviors.same();
            });
        })), ChildSpec.worker("lanes", PortShell.over(ports, address, user, left, startPatience)));
        nursery.awaitUp("lanes");
        backdoor = started.join();
    }

    Address<PortShell.Message> address() {
        return address;
    }

    ActorRef<GuestShell> backdoor() {
        return backdoor;
    }

    /** The guest's end of a lane. */
    ScriptedLane lane(int number) throws IOException {
        return new ScriptedLane(out(number), err(number));
    }

    private Path out(int lane) {
        return directory.resolve("out" + lane);
    }

    private Path err(int lane) {
        return directory.resolve("err" + lane);
    }

    /** The guest answers on its console. */
    void boot(String id) {
        PortShell.ofBackdoor(address).connected(backdoor, id);
    }

    GuestShell.Execute backdoorHears() throws InterruptedException {
        var next = asked.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("what the backdoor is asked").isNotNull();
        return next;
    }

    void backdoorHearsNothing() {
        assertThat(asked).isEmpty();
    }

    @Override
    public void close() {
        nursery.close();
    }
}
