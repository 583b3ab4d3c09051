package dev.espalier.runtime.console;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connections;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

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
    private final Intake intake;

    private ConsoleReader(Child self, Intake intake) {
        this.self = self;
        this.intake = intake;
    }

    /**
     * The start function of a reader; it has started once it listens.
     *
     * @param input types over the connection that is read, while there is one
     */
    public static ChildStart reading(Connections connections, ConsoleLog log, ConsoleInput input, InstantSource clock) {
        return self -> Behaviors.setup((ActorContext<Command> context) -> {
            Intake intake;
            try {
                intake = new Intake(connections.open(), input);
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            self.onKill("console", intake::close);
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            var actor = context.getSelf();
            lines(intake)
                    .filter(texts -> !texts.isEmpty())
                    .map(texts -> said(clock.instant(), texts))
                    .runForeach(log::add, Materializer.createMaterializer(context))
                    .whenComplete((done, failure) -> actor.tell(new Ended(Optional.ofNullable(failure))));
            self.started();
            return new ConsoleReader(self, intake).reading();
        });
    }

    private static List<ConsoleLine> said(Instant at, List<String> texts) {
        return texts.stream().map(text -> new ConsoleLine(at, text)).toList();
    }

    /** One stage over all connections: to begin another stage for each would take a reader that is not being stopped. */
    private static Source<List<String>, ?> lines(Intake intake) {
        return Source.unfoldResource(() -> intake, open -> Optional.of(open.lines()), Intake::close)
                .withAttributes(ActorAttributes.dispatcher(BLOCKING));
    }

    private Behavior<Command> reading() {
        return Closing.after(intake, command -> switch (command) {
            case Ended(var failure) -> end(failure.map(ExitReason::crashed).orElseGet(ExitReason::normal));
            case Stop.INSTANCE -> {
                try {
                    intake.finish();
                } catch (IOException e) {
                    yield end(ExitReason.crashed(e));
                }
                yield draining();
            }
        });
    }

    private Behavior<Command> draining() {
        return Closing.after(intake, command -> switch (command) {
            case Ended ended -> end(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
        });
    }

    /** The stream's actors are this one's children: while one of them is blocked reading, this one cannot end. */
    private Behavior<Command> end(ExitReason reason) {
        intake.close();
        return self.exit(reason);
    }
}
