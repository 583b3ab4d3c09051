package dev.espalier.runtime.supervision;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Starts, restarts and stops its children with the semantics of OTP's {@code supervisor}: in order, one at a
 * time, and never blocking. What to do is decided by a {@link SupervisorCore}; this actor does it.
 *
 * <p>
 * While a child is starting or stopping, messages wait their turn. A supervisor that ends does not answer those
 * that are left, as in OTP, where their callers exit.
 */
public final class Supervisor extends AbstractMatchingBehavior<Supervisor.Command> {

    /** All a supervisor accepts. */
    public sealed interface Command {}

    /** Adds a child at the end of the start order and starts it, as {@code supervisor:start_child/2}. */
    public record StartChild(ChildSpec spec, ActorRef<StartReply> replyTo) implements Command {}

    /** Stops a child, or the attempts to restart it, as {@code supervisor:terminate_child/2}. */
    public record TerminateChild(String id, ActorRef<TerminateReply> replyTo) implements Command {}

    /** Starts a child that is not running, as {@code supervisor:restart_child/2}; not counted as a restart. */
    public record RestartChild(String id, ActorRef<RestartReply> replyTo) implements Command {}

    /** Forgets a child that is not running, as {@code supervisor:delete_child/2}. */
    public record DeleteChild(String id, ActorRef<DeleteReply> replyTo) implements Command {}

    /** Lists the children, newest first, as {@code supervisor:which_children/1}. */
    public record WhichChildren(ActorRef<List<ChildInfo>> replyTo) implements Command {}

    /** Counts the children, as {@code supervisor:count_children/1}. */
    public record CountChildren(ActorRef<ChildCounts> replyTo) implements Command {}

    /** Returns the spec of a child, as {@code supervisor:get_childspec/2}. */
    public record GetChildSpec(String id, ActorRef<ChildSpecReply> replyTo) implements Command {}

    /** Answered at once, not in turn: whoever looks wants to see also what the supervisor waits for. */
    private record Inspect(CompletableFuture<Inspection.Answer> answer) implements Command {}

    private record ChildUp(long token) implements Command {}

    private record ChildGone(long token) implements Command {}

    private record DeadlinePassed(long token) implements Command {}

    private record TryAgain(String id, long attempt) implements Command {}

    private enum ShutDown implements Command {
        INSTANCE
    }

    private final Incarnation self;
    private final Lineage lineage;
    private final SupervisorCore core;
    private final Offspring<Command> offspring;

    private Supervisor(ActorContext<Command> context, TimerScheduler<Command> timers, SupervisorSpec spec,
            Incarnation self) {
        super(context);
        this.self = self;
        this.lineage = self.lineage();
        this.core = new SupervisorCore(lineage.path(), spec);
        this.offspring = new Offspring<>(context, timers, self,
                new Offspring.Messages<>(ChildUp::new, ChildGone::new, DeadlinePassed::new), context::getSelf);
    }

    /**
     * A supervisor that is itself a child: it is up when all its static children are, and it is asked to stop
     * by message, so that it can stop them in order.
     */
    public static Behavior<Command> create(SupervisorSpec spec, Child self) {
        return switch (self) {
            case Incarnation incarnation -> Behaviors.setup(context -> Behaviors.withTimers(timers -> {
                incarnation.onShutdown(context.getSelf(), ShutDown.INSTANCE);
                incarnation.inspectedAt(context.getSelf(), Inspect::new);
                return new Supervisor(context, timers, spec, incarnation).boot();
            }));
        };
    }

    private Behavior<Command> boot() {
        Behavior<Command> next = hear(new CoreEvent.Boot());
        return Behavior.isAlive(next) ? this : next;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case StartChild call -> hear(new CoreEvent.StartChild(call.spec(),
                    answer -> call.replyTo().tell(startReply(answer))));
            case RestartChild call -> hear(new CoreEvent.RestartChild(call.id(),
                    answer -> call.replyTo().tell(restartReply(answer))));
            case TerminateChild call -> hear(new CoreEvent.TerminateChild(call.id(), call.replyTo()::tell));
            case DeleteChild call -> hear(new CoreEvent.DeleteChild(call.id(), call.replyTo()::tell));
            case GetChildSpec call -> hear(new CoreEvent.GetChildSpec(call.id(), call.replyTo()::tell));
            case CountChildren call -> hear(new CoreEvent.CountChildren(call.replyTo()::tell));
            case WhichChildren call -> hear(new CoreEvent.WhichChildren(
                    list -> call.replyTo().tell(list.stream().map(this::info).toList())));
            case Inspect call -> {
                offspring.inspect(core.restartsLeft(lineage.seconds()), core.snapshot(), call.answer());
                yield this;
            }
            case ChildUp up -> hear(offspring.up(up.token()));
            case ChildGone gone -> hear(offspring.gone(gone.token()));
            case DeadlinePassed passed -> hear(new CoreEvent.DeadlinePassed(passed.token()));
            case TryAgain again -> hear(new CoreEvent.TryAgain(again.id(), again.attempt()));
            case ShutDown order -> hear(new CoreEvent.ShutdownOrdered());
        };
    }

    private Behavior<Command> hear(List<CoreEvent.OfChild> events) {
        Behavior<Command> next = Behaviors.same();
        for (CoreEvent event : events) {
            if (Behavior.isAlive(next)) {
                next = hear(event);
            }
        }
        return next;
    }

    private Behavior<Command> hear(CoreEvent event) {
        Behavior<Command> next = Behaviors.same();
        for (CoreEffect effect : core.handle(event, lineage.seconds())) {
            next = perform(effect, next);
        }
        return next;
    }

    private Behavior<Command> perform(CoreEffect effect, Behavior<Command> next) {
        switch (effect) {
            case CoreEffect.Spawn spawn -> offspring.spawn(spawn.spec(), spawn.token());
            case CoreEffect.AskToStop ask -> offspring.askToStop(ask.token());
            case CoreEffect.Kill kill -> offspring.kill(kill.token());
            case CoreEffect.Bury bury -> offspring.bury(bury.token());
            case CoreEffect.Arm arm -> offspring.arm(arm.token(), arm.patience());
            case CoreEffect.Disarm disarm -> offspring.disarm(disarm.token());
            case CoreEffect.TryAgainLater later -> getContext().getSelf()
                    .tell(new TryAgain(later.id(), later.attempt()));
            case CoreEffect.Answer<?> answer -> answer.deliver();
            case CoreEffect.Report report -> lineage.report(report.event());
            case CoreEffect.BecomeReady ready -> self.started();
            case CoreEffect.Exit exit -> {
                return end(exit.reason());
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

    private StartReply startReply(CoreEvent.StartAnswer answer) {
        return switch (answer) {
            case CoreEvent.Started started -> new StartReply.Started(offspring.ref(started.token()), started.info());
            case CoreEvent.Ignored ignored -> new StartReply.Ignored();
            case CoreEvent.Failed failed -> new StartReply.Failed(failed.reason());
            case CoreEvent.AlreadyStarted already -> new StartReply.AlreadyStarted(offspring.ref(already.token()));
            case CoreEvent.AlreadyPresent already -> new StartReply.AlreadyPresent();
            case CoreEvent.Invalid invalid -> new StartReply.Invalid(invalid.error());
        };
    }

    private RestartReply restartReply(CoreEvent.RestartAnswer answer) {
        return switch (answer) {
            case CoreEvent.Started started -> new RestartReply.Started(offspring.ref(started.token()), started.info());
            case CoreEvent.Ignored ignored -> new RestartReply.Ignored();
            case CoreEvent.Failed failed -> new RestartReply.Failed(failed.reason());
            case CoreEvent.AlreadyRunning running -> new RestartReply.Running();
            case CoreEvent.AlreadyRestarting restarting -> new RestartReply.Restarting();
            case CoreEvent.Unknown unknown -> new RestartReply.NotFound();
        };
    }

    private ChildInfo info(CoreEvent.ChildSnapshot child) {
        ChildInfo.Status status = switch (child.state()) {
            case ChildState.Live live -> new ChildInfo.Status.Running(offspring.ref(live.token()));
            case ChildState.Dead dead -> new ChildInfo.Status.Running(offspring.ref(dead.token()));
            case ChildState.Restarting restarting -> new ChildInfo.Status.Restarting();
            case ChildState.NotRunning none -> new ChildInfo.Status.NotRunning();
        };
        return new ChildInfo(child.spec().id(), status, child.spec().type());
    }
}
