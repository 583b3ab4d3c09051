package dev.espalier.runtime.supervision;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Supervises children that come and go, by the rules of Elixir's {@code DynamicSupervisor}: it starts with none,
 * knows them by reference rather than by id, and stops them all at once. Restarts are one for one.
 *
 * <p>
 * Unlike Elixir's, it starts children side by side: nothing says that one has to wait for another.
 */
public final class DynamicSupervisor extends AbstractMatchingBehavior<DynamicSupervisor.Command> {

    /** All a dynamic supervisor accepts. */
    public sealed interface Command {}

    /** Starts one more child; ids need not be unique. */
    public record StartChild(ChildSpec spec, ActorRef<DynamicStartReply> replyTo) implements Command {}

    /** Stops a child and forgets it; while it is restarted, it is known by the last reference that was up. */
    public record TerminateChild(ActorRef<?> child, ActorRef<TerminateReply> replyTo) implements Command {}

    /** Lists the children in the order of their last start. */
    public record WhichChildren(ActorRef<List<ChildInfo>> replyTo) implements Command {}

    /** Counts the children, also those that are starting or about to be restarted. */
    public record CountChildren(ActorRef<ChildCounts> replyTo) implements Command {}

    private record Inspect(CompletableFuture<Inspection.Answer> answer) implements Command {}

    private record ChildUp(long token) implements Command {}

    private record ChildGone(long token) implements Command {}

    private record DeadlinePassed(long token) implements Command {}

    private record TryAgain(long token) implements Command {}

    private enum ShutDown implements Command {
        INSTANCE
    }

    private final Incarnation self;
    private final Lineage lineage;
    private final DynamicCore core;
    private final Offspring<Command> offspring;

    private DynamicSupervisor(ActorContext<Command> context, TimerScheduler<Command> timers,
            DynamicSupervisorSpec spec, Incarnation self) {
        super(context);
        this.self = self;
        this.lineage = self.lineage();
        this.core = new DynamicCore(lineage.path(), spec);
        this.offspring = new Offspring<>(context, timers, self,
                new Offspring.Messages<>(ChildUp::new, ChildGone::new, DeadlinePassed::new),
                DynamicSupervisor::noStaticSupervisor);
    }

    /**
     * The spec of a permanent dynamic supervisor that has all the time it needs to stop.
     *
     * <p>
     * Whoever starts it is told its reference as the {@code info} of the start.
     */
    public static ChildSpec child(String id, DynamicSupervisorSpec spec) {
        return new ChildSpec(id, self -> create(spec, self), Restart.PERMANENT, false, Shutdown.infinity(),
                ChildType.SUPERVISOR);
    }

    /** As {@link #child(String, DynamicSupervisorSpec)}, of a supervisor that is found at {@code address}. */
    public static ChildSpec child(String id, DynamicSupervisorSpec spec, Address<Command> address) {
        return new ChildSpec(id, self -> Behaviors.setup((ActorContext<Command> context) -> {
            address.register(context.getSelf());
            return create(spec, self);
        }), Restart.PERMANENT, false, Shutdown.infinity(), ChildType.SUPERVISOR);
    }

    /** A dynamic supervisor, which is up at once. */
    public static Behavior<Command> create(DynamicSupervisorSpec spec, Child self) {
        return switch (self) {
            case Incarnation incarnation when spec.error().isPresent() ->
                incarnation.failed(new ExitReason.InvalidSpec(spec.error().get()));
            case Incarnation incarnation -> Behaviors.setup(context -> Behaviors.withTimers(timers -> {
                incarnation.onShutdown(context.getSelf(), ShutDown.INSTANCE);
                incarnation.inspectedAt(context.getSelf(), Inspect::new);
                incarnation.started(context.getSelf());
                return new DynamicSupervisor(context, timers, spec, incarnation);
            }));
        };
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case StartChild call -> perform(
                    core().startChild(call.spec(), answer -> call.replyTo().tell(startReply(answer))));
            case TerminateChild call -> terminate(call);
            case WhichChildren call -> {
                call.replyTo()
                        .tell(core.snapshot()
                                .entrySet()
                                .stream()
                                .map(child -> info(child.getKey(), child.getValue()))
                                .toList());
                yield this;
            }
            case CountChildren call -> {
                call.replyTo().tell(core.count());
                yield this;
            }
            case Inspect call -> {
                offspring.inspect(core().restartsLeft(), core.snapshot().values(), call.answer());
                yield this;
            }
            case ChildUp up -> hear(offspring.up(up.token()));
            case ChildGone gone -> hear(offspring.gone(gone.token()));
            case DeadlinePassed passed -> hear(List.of(new CoreEvent.DeadlinePassed(passed.token())));
            case TryAgain again -> perform(core().tryAgain(again.token()));
            case ShutDown order -> perform(core().shutDown());
        };
    }

    private DynamicCore core() {
        return core.at(lineage.seconds());
    }

    private Behavior<Command> terminate(TerminateChild call) {
        OptionalLong token = offspring.token(call.child());
        if (token.isEmpty()) {
            call.replyTo().tell(new TerminateReply.NotFound());
            return this;
        }
        return perform(core().terminateChild(token.getAsLong(), call.replyTo()::tell));
    }

    private Behavior<Command> hear(List<CoreEvent.OfChild> events) {
        Behavior<Command> next = this;
        for (CoreEvent.OfChild event : events) {
            if (Behavior.isAlive(next)) {
                next = perform(core().hear(event));
            }
        }
        return next;
    }

    private Behavior<Command> perform(List<CoreEffect> effects) {
        Behavior<Command> next = this;
        for (CoreEffect effect : effects) {
            switch (effect) {
                case CoreEffect.Spawn spawn -> offspring.spawn(spawn.spec(), spawn.token());
                case CoreEffect.AskToStop ask -> offspring.askToStop(ask.token());
                case CoreEffect.Kill kill -> offspring.kill(kill.token());
                case CoreEffect.Bury bury -> offspring.bury(bury.token());
                case CoreEffect.Arm arm -> offspring.arm(arm.token(), arm.patience());
                case CoreEffect.Disarm disarm -> offspring.disarm(disarm.token());
                case CoreEffect.TryAgainLater later -> getContext().getSelf().tell(new TryAgain(later.attempt()));
                case CoreEffect.Answer<?> answer -> answer.deliver();
                case CoreEffect.Report report -> lineage.report(report.event());
                case CoreEffect.BecomeReady ready -> self.started();
                case CoreEffect.Exit exit -> next = end(exit.reason());
            }
        }
        return next;
    }

    private Behavior<Command> end(ExitReason reason) {
        Behavior<Command> end = self.exit(reason);
        if (offspring.hasSurvivors()) {
            self.leave();
        }
        return end;
    }

    private static ActorRef<Supervisor.Command> noStaticSupervisor() {
        throw new IllegalStateException("the supervisor of this child is a dynamic one");
    }

    private DynamicStartReply startReply(CoreEvent.DynamicStartAnswer answer) {
        return switch (answer) {
            case CoreEvent.Started started ->
                new DynamicStartReply.Started(offspring.ref(started.token()), started.info());
            case CoreEvent.Ignored ignored -> new DynamicStartReply.Ignored();
            case CoreEvent.Failed failed -> new DynamicStartReply.Failed(failed.reason());
            case CoreEvent.TooMany tooMany -> new DynamicStartReply.TooMany();
            case CoreEvent.Invalid invalid -> new DynamicStartReply.Invalid(invalid.error());
        };
    }

    private ChildInfo info(long token, CoreEvent.ChildSnapshot child) {
        ChildInfo.Status status = switch (child.state()) {
            case ChildState.Live live -> new ChildInfo.Status.Running(offspring.ref(token));
            case ChildState.Dead dead -> new ChildInfo.Status.Running(offspring.ref(token));
            case ChildState.Restarting restarting -> new ChildInfo.Status.Restarting();
            case ChildState.NotRunning none -> new ChildInfo.Status.NotRunning();
        };
        return new ChildInfo(child.spec().id(), status, child.spec().type());
    }
}
