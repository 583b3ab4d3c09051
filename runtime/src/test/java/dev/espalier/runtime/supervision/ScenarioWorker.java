package dev.espalier.runtime.supervision;

import dev.espalier.runtime.supervision.OtpScenario.Definition;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A child that starts and stops as its scenario says. */
final class ScenarioWorker extends AbstractMatchingBehavior<ScenarioWorker.Command> {

    sealed interface Command {}

    /** Ends by itself, having cleaned up. */
    record Crash(ExitReason reason) implements Command {}

    /** Ends at once, as a killed process does. */
    record Die() implements Command {}

    /** What those who take their time are told instead of being stopped. */
    private record PleaseStop() implements Command {}

    /** The slow one is done with its clean-up. */
    private record CleanedUp() implements Command {}

    private final String name;
    private final Manners manners;
    private final Child self;
    private final OtpTrace trace;

    private ScenarioWorker(ActorContext<Command> context, Definition definition, Child self, OtpTrace trace) {
        super(context);
        this.name = definition.name();
        this.manners = definition.manners();
        this.self = self;
        this.trace = trace;
    }

    static ChildStart start(Definition definition, OtpTrace trace, LivingWorkers living) {
        return self -> {
            String outcome = definition.startOutcome(trace.next(definition.name()));
            return switch (outcome) {
                case "ok" -> Behaviors.<Command>setup(context -> {
                    living.put(definition.name(), context.getSelf(), trace.numbered(definition.name()));
                    return new ScenarioWorker(context, definition, self, trace).up();
                });
                case "ignore" -> {
                    trace.ignored(definition.name());
                    yield self.ignored();
                }
                default -> self.failed(trace.notStarted(definition.name(), outcome));
            };
        };
    }

    private Behavior<Command> up() {
        self.onKill("exit", () -> {
            if (trace.isAlive(name)) {
                trace.exited(name, ExitReason.killed());
            }
        });
        if (manners instanceof Manners.Hang || manners instanceof Manners.Slow) {
            self.onShutdown(getContext().getSelf(), new PleaseStop());
        }
        trace.started(name);
        self.started();
        return this;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case Crash crash -> {
                trace.cleanedUp(name, crash.reason());
                yield end(manners.bend(crash.reason()));
            }
            case Die die -> end(ExitReason.killed());
            case PleaseStop please -> {
                trace.cleanedUp(name, ExitReason.shutdown());
                if (manners instanceof Manners.Slow slow) {
                    getContext().scheduleOnce(slow.time(), getContext().getSelf(), new CleanedUp());
                }
                yield this;
            }
            case CleanedUp cleanedUp -> end(ExitReason.shutdown());
        };
    }

    private Behavior<Command> end(ExitReason reason) {
        trace.exited(name, reason);
        return self.exit(reason);
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop && trace.isAlive(name)) {
            if (!(manners instanceof Manners.NoTrap)) {
                trace.cleanedUp(name, ExitReason.shutdown());
            }
            return end(manners.bend(ExitReason.shutdown()));
        }
        return Behaviors.unhandled();
    }
}
