package dev.espalier.backends.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.espalier.backends.shell.PortShell.BackdoorDown;
import dev.espalier.backends.shell.PortShell.BackdoorUp;
import dev.espalier.backends.shell.PortShell.Due;
import dev.espalier.backends.shell.PortShell.FoundDead;
import dev.espalier.backends.shell.PortShell.GoOn;
import dev.espalier.backends.shell.PortShell.Heard;
import dev.espalier.backends.shell.PortShell.Message;
import dev.espalier.backends.shell.PortShell.Overdue;
import dev.espalier.backends.shell.PortShell.Request;
import dev.espalier.backends.shell.PortShell.Rest;
import dev.espalier.backends.shell.PortShell.StartAnswered;
import dev.espalier.backends.shell.PortShell.Stop;
import dev.espalier.backends.shell.PortShell.Tick;
import dev.espalier.backends.shell.PortShell.Turn;
import dev.espalier.backends.shell.PortShell.Unreachable;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What a {@link PortShell} does in each of its states. What is done to lanes and commands is elsewhere, in {@link Lanes},
 * {@link BashStarts} and {@link JobRunner}.
 */
final class PortShellActor {
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
    private static final Duration LOOK_AFTER = Duration.ofSeconds(10);

    private final ActorContext<Message> context;
    private final Child self;
    private final ActorRef<GuestShell> address;
    private final Lanes lanes;
    private final TimerScheduler<Message> timers;
    private final Alarm<Message> look;
    private final Alarm<Message> rest;
    private final ShellListener listener;
    private final JobRunner runner;
    private final BashStarts starts;
    private final BashHandover left;
    private final WaitingCommands waiting = new WaitingCommands();
    private final Recess<ResidentBashes> recess = new Recess<>();

    PortShellActor(ActorContext<Message> context, TimerScheduler<Message> timers, Child self, Lanes lanes,
            ShellListener listener, BashHandover left, Duration startPatience) {
        var actor = context.getSelf();
        this.left = left;
        this.context = context;
        this.timers = timers;
        this.look = new Alarm<>(timers, Due.LOOK);
        this.rest = new Alarm<>(timers, Due.REST);
        this.self = self;
        this.lanes = lanes;
        this.listener = listener;
        this.address = context.messageAdapter(GuestShell.class, Request::new);
        this.runner = new JobRunner(lanes.own(),
                (job, patience) -> timers.startSingleTimer(job, new Overdue(job), patience), timers::cancel);
        this.starts = new BashStarts(lanes, runner, startPatience, new Alarm<>(timers, Due.STARTS),
                reply -> actor.tell(new StartAnswered(reply)));
    }

    /**
     * As long as no bash serves: requests wait, and nobody can have this shell rest.
     *
     * @param onChange what it becomes when a lane has changed
     */
    private Behavior<Message> unserved(Supplier<Behavior<Message>> onChange, Function<Turn, Behavior<Message>> onTurn) {
        return Closing.after(lanes, message -> switch (message) {
            case Heard(var change) -> {
                runner.heard(lanes, change);
                yield onChange.get();
            }
            case Request(var request) -> {
                hold(request);
                yield Behaviors.same();
            }
            case Rest(var patience, var reply) -> cannotRest(reply);
            case GoOn.INSTANCE -> Behaviors.same();
            case Unreachable(var why) -> unreachable(why);
            case Stop.INSTANCE -> stop();
            case Turn turn -> onTurn.apply(turn);
        });
    }

    private static Behavior<Message> cannotRest(CompletableFuture<ResidentBashes> reply) {
        Recess.refuse(reply, "its guest does not answer on its ports");
        return Behaviors.same();
    }

    /** The guest has not answered yet, or does no more. */
    Behavior<Message> down() {
        return unserved(Behaviors::same, turn -> switch (turn) {
            case BackdoorUp up -> rise(up);
            case BackdoorDown.INSTANCE -> Behaviors.same();
            case Tick late -> Behaviors.same();
        });
    }

    /** The guest answers: as soon as QEMU is on all ports, the first bashes are started. */
    private Behavior<Message> rise(BackdoorUp up) {
        starts.expect();
        return lanes.areConnected() ? startFirst(up) : connecting(up);
    }

    private Behavior<Message> connecting(BackdoorUp up) {
        return unserved(() -> lanes.areConnected() ? startFirst(up) : Behaviors.same(), turn -> switch (turn) {
            case BackdoorUp again -> rise(again);
            case BackdoorDown.INSTANCE -> down();
            case Due.STARTS -> leave(up, "QEMU is not on all ports");
            case Tick late -> Behaviors.same();
        });
    }

    private Behavior<Message> startFirst(BackdoorUp up) {
        lanes.forgetAll();
        left.take(up.bootId()).ifPresent(lanes::adopt);
        if (lanes.serve()) {
            return serve(up);
        }
        starts.startWanted(0, up.backdoor());
        return starting(up);
    }

    /** None of the lanes that were to be the first has got a bash. */
    private Behavior<Message> startOthers(BackdoorUp up) {
        starts.startWanted(lanes.all().size(), up.backdoor());
        return lanes.areSettled() ? leave(up, "no bash has started on any port") : starting(up);
    }

    private Behavior<Message> starting(BackdoorUp up) {
        return unserved(() -> lanes.areSettled() ? serve(up) : Behaviors.same(), turn -> switch (turn) {
            case StartAnswered(ShellReply.Finished(var status)) when status == 0 -> Behaviors.same();
            case StartAnswered(ShellReply.Interrupted restarted) -> {
                lanes.forgetAll();
                yield down();
            }
            case StartAnswered(var reply) -> leave(up, "the guest has no such ports: " + reply);
            case Due.STARTS -> {
                lanes.giveUpStarts();
                yield lanes.serve() ? serve(up) : startOthers(up);
            }
            case BackdoorUp again -> {
                lanes.forgetAll();
                yield rise(again);
            }
            case BackdoorDown.INSTANCE -> Behaviors.same();
            case Tick late -> Behaviors.same();
        });
    }

    private Behavior<Message> serve(BackdoorUp up) {
        starts.watch();
        timers.startTimerWithFixedDelay(Due.PROBE, Due.PROBE, BETWEEN_PROBES);
        listener.connected(address, up.bootId());
        dispatch(up);
        return serving(up);
    }

    private Behavior<Message> serving(BackdoorUp up) {
        return Closing.after(lanes, message -> switch (message) {
            case Request(GuestShell.Execute execute) -> {
                waiting.add(execute);
                dispatch(up);
                look.ensure(LOOK_AFTER);
                yield Behaviors.same();
            }
            case Request(GuestShell.Cancel(var replyTo)) -> {
                cancel(replyTo);
                yield Behaviors.same();
            }
            case Heard(var change) -> {
                runner.heard(lanes, change);
                yield proceed(up);
            }
            case Overdue(var job) -> {
                runner.overdue(job, lanes);
                yield proceed(up);
            }
            case Due.PROBE -> {
                starts.restart(up.backdoor());
                runner.probe(lanes);
                yield Behaviors.same();
            }
            case Due.LOOK -> {
                if (recess.isOn()) {
                    look.set(LOOK_AFTER);
                } else {
                    runner.lookForLeftovers(lanes, listener::leftBehind);
                }
                yield Behaviors.same();
            }
            case Rest(var patience, var reply) -> {
                recess.begin(reply);
                rest.set(patience);
                settle(up);
                yield Behaviors.same();
            }
            case Due.REST -> {
                recess.giveUp(lanes.busy());
                yield proceed(up);
            }
            case GoOn.INSTANCE -> {
                rest.cancel();
                recess.end("it was given up");
                yield proceed(up);
            }
            case BackdoorUp again when again.bootId().equals(up.bootId()) -> {
                var actor = context.getSelf();
                runner.count(lanes, again.backdoor(), dead -> actor.tell(new FoundDead(dead)));
                yield serving(again);
            }
            case FoundDead(var pids) -> {
                runner.areDead(lanes, pids);
                yield proceed(up);
            }
            case BackdoorUp again -> {
                lost("the machine was restarted");
                yield rise(again);
            }
            case Due.STARTS -> {
                lanes.giveUpStarts();
                yield Behaviors.same();
            }
            case Unreachable(var why) -> unreachable(why);
            case Stop.INSTANCE -> stop();
            case BackdoorDown.INSTANCE -> Behaviors.same();
            case StartAnswered late -> Behaviors.same();
        });
    }

    /** Whatever has changed, the guest has as many bashes as it should, and commands that can begin do. */
    private Behavior<Message> proceed(BackdoorUp up) {
        starts.restart(up.backdoor());
        dispatch(up);
        starts.watch();
        settle(up);
        return Behaviors.same();
    }

    private void settle(BackdoorUp up) {
        if (lanes.areAtRest()) {
            recess.settle(() -> lanes.residents(up.bootId()));
        }
    }

    private void dispatch(BackdoorUp up) {
        if (recess.isOn()) {
            return;
        }
        for (var lane : lanes.idle()) {
            waiting.take().ifPresent(next -> runner.run(lane, new ShellJob(next)));
        }
        starts.startWanted(waiting.size(), up.backdoor());
    }

    /** The backdoor does it all, one command at a time. */
    private Behavior<Message> leave(BackdoorUp up, String why) {
        context.getLog().warn("one command at a time, by the console: {}", why);
        lanes.forgetAll();
        waiting.refuse(new ShellReply.Interrupted(why));
        listener.connected(up.backdoor(), up.bootId());
        return leftTo(up);
    }

    private Behavior<Message> leftTo(BackdoorUp up) {
        return Closing.after(lanes, message -> switch (message) {
            case Request(var late) -> {
                hold(late);
                waiting.refuse(new ShellReply.Interrupted("the guest has no lanes any more"));
                yield Behaviors.same();
            }
            case Heard(var change) -> {
                runner.heard(lanes, change);
                yield Behaviors.same();
            }
            case BackdoorUp again when again.bootId().equals(up.bootId()) -> {
                listener.connected(again.backdoor(), again.bootId());
                yield leftTo(again);
            }
            case BackdoorUp again -> rise(again);
            case Rest(var patience, var reply) -> cannotRest(reply);
            case GoOn.INSTANCE -> Behaviors.same();
            case BackdoorDown.INSTANCE -> {
                listener.disconnected(up.backdoor());
                yield down();
            }
            case Unreachable(var why) -> unreachable(why);
            case Stop.INSTANCE -> stop();
            case Tick late -> Behaviors.same();
        });
    }

    private void hold(GuestShell request) {
        switch (request) {
            case GuestShell.Execute execute -> waiting.add(execute);
            case GuestShell.Cancel(var replyTo) -> cancel(replyTo);
        }
    }

    private void cancel(Asker replyTo) {
        waiting.cancel(replyTo);
        lanes.busy().stream().filter(job -> job.isFor(replyTo)).forEach(runner::cancel);
    }

    private void lost(String why) {
        timers.cancel(Due.PROBE);
        rest.cancel();
        recess.end(why);
        runner.interruptAll(lanes, why);
        waiting.refuse(new ShellReply.Interrupted(why));
        listener.disconnected(address);
    }

    private Behavior<Message> unreachable(IOException why) {
        lost("the connection to the guest's shell ended");
        return self.exit(ExitReason.crashed(why));
    }

    private Behavior<Message> stop() {
        lost("the machine is being stopped");
        return self.exit(ExitReason.shutdown());
    }
}
