package dev.espalier.runtime.console;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Connections;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamConverters;
import org.apache.pekko.util.ByteString;

/**
 * Reads a machine's console without pause into its {@link ConsoleLog}. It listens before the machine is started, and
 * when a connection ends it waits for the next: a restarted reader takes over without the machine noticing. Asked to
 * stop, it first reads to the end what the machine, which is stopped before it, has said.
 */
public final class ConsoleReader {
    private static final String BLOCKING = "pekko.actor.default-blocking-io-dispatcher";

    /** What the reader tells itself. */
    public sealed interface Command {}

    private record Ended(Optional<Throwable> failure) implements Command {}

    private enum Stop implements Command {
        INSTANCE
    }

    private final Child self;
    private final Connections connections;

    private ConsoleReader(Child self, Connections connections) {
        this.self = self;
        this.connections = connections;
    }

    /** The start function of a reader; it has started once it listens. */
    public static ChildStart reading(Connections connections, ConsoleLog log, InstantSource clock) {
        return self -> Behaviors.setup((ActorContext<Command> context) -> {
            try {
                connections.open();
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            self.onKill("console listener", () -> Closing.quietly(connections));
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            var actor = context.getSelf();
            Source.repeat(connections)
                    .flatMapConcat(from -> lines(from, self))
                    .map(text -> new ConsoleLine(clock.instant(), text))
                    .runForeach(log::add, Materializer.createMaterializer(context))
                    .whenComplete((done, failure) -> actor.tell(new Ended(Optional.ofNullable(failure))));
            self.started();
            return new ConsoleReader(self, connections).reading();
        });
    }

    private static Source<String, ?> lines(Connections connections, Child self) {
        return StreamConverters.fromInputStream(() -> input(connections.next(), self))
                .map(ByteString::toArray)
                .statefulMap(LineSplitter::new, (splitter, bytes) -> Pair.create(splitter, splitter.accept(bytes)),
                        splitter -> splitter.rest().map(List::of))
                .mapConcat(lines -> lines)
                .withAttributes(ActorAttributes.dispatcher(BLOCKING));
    }

    private static InputStream input(Connection connection, Child self) {
        self.onKill("console connection", () -> Closing.quietly(connection));
        return connection.input();
    }

    private Behavior<Command> reading() {
        return Closing.after(connections, command -> switch (command) {
            case Ended(var failure) -> self.exit(failure.map(ExitReason::crashed).orElseGet(ExitReason::normal));
            case Stop.INSTANCE -> {
                Closing.quietly(connections);
                yield draining();
            }
        });
    }

    private Behavior<Command> draining() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Ended ended -> self.exit(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
        });
    }
}
