package dev.espalier.backends.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.ActorThreads;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A guest's shell over virtio-serial ports: as many commands at once as there are lanes, their output passed on while they
 * run; the others wait their turn. The {@link BackdoorShell} on the guest's console starts the lanes' bashes, and takes
 * the commands itself if the guest has no such ports.
 *
 * <p>Long, as its states stand together: what one of them does with a message is right only beside what the others do with
 * it. What is done to lanes and commands is elsewhere, in {@link Lanes} and {@link JobRunner}.
 */
public final class PortShell {

    /** What the shell hears. */
    public sealed interface Message {}

    private record BackdoorUp(ActorRef<GuestShell> backdoor, String bootId) implements Message {}

    private enum BackdoorDown implements Message {
        INSTANCE
    }

    private record Request(GuestShell request) implements Message {}

    private record Heard(Lane.News news) implements Message {}

    /** What this shell has asked for; it may come when nobody waits for it any more. */
    private sealed interface Tick extends Message {}

    private record StartAnswered(ShellReply reply) implements Tick {}

    /** Lanes that are still starting will not start any more. */
    private enum StartOverdue implements Tick {
        INSTANCE
    }

    /** The time of a command is up, or that between two steps to its end. */
    private record Overdue(ShellJob job) implements Tick {}

    /** The backdoor of the same boot was started anew, and these bashes are no more. */
    private record FoundDead(String pids) implements Tick {}

    /** It is time to look whether the bashes of busy lanes live. */
    private enum Probe implements Tick {
        INSTANCE
    }

    /** It is time to look whether a command has left something behind. */
    private enum Look implements Tick {
        INSTANCE
    }

    /** No command is to begin until {@link GoOn}. Answered when none is under way any more. */
    private record Rest(Duration patience, CompletableFuture<ResidentBashes> reply) implements Message {}

    private enum GoOn implements Message {
        INSTANCE
    }

    /** The commands that were under way when they were to end should have ended. */
    private enum RestOverdue implements Tick {
        INSTANCE
    }

    private enum Stop implements Message {
        INSTANCE
    }

    private static final Duration STARTING = Duration.ofSeconds(20);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
    private static final Duration LOOK_AFTER = Duration.ofSeconds(10);

    private final ActorContext<Message> context;
    private final Child self;
    private final ActorRef<GuestShell> address;
    private final Lanes lanes;
    private final TimerScheduler<Message> timers;
    private final ShellListener listener;
    private final JobRunner runner;
    private final BashHandover left;
    private final Duration startPatience;
    private final WaitingCommands waiting = new WaitingCommands();
    private final Recess<ResidentBashes> recess = new Recess<>();

    private PortShell(ActorContext<Message> context, TimerScheduler<Message> timers, Child self, Lanes lanes,
            ShellListener listener, BashHandover left, Duration startPatience) {
        this.left = left;
        this.startPatience = startPatience;
        this.context = context;
        this.timers = timers;
        this.self = self;
        this.lanes = lanes;
        this.listener = listener;
        this.address = context.messageAdapter(GuestShell.class, Request::new);
        this.runner = new JobRunner(lanes.own(),
                (job, patience) -> timers.startSingleTimer(job, new Overdue(job), patience), timers::cancel);
    }

    /** Pauses of the shell that is found at {@code address}; it tells which bashes wait on the guest's ports meanwhile. */
    public static ShellRecess<ResidentBashes> recess(Address<Message> address) {
        return new ShellRecess<>((patience, reply) -> address.tell(new Rest(patience, reply)),
                () -> address.tell(GoOn.INSTANCE));
    }

    /**
     * The start function of a shell; it has started once it listens.
     *
     * @param ports   at least two pairs, named in the guest as {@link LaneScript} says
     * @param address where {@link #ofBackdoor} finds it
     */
    public static ChildStart over(List<PortPair> ports, Address<Message> address, ShellListener listener) {
        return over(ports, address, listener, new BashHandover());
    }

    /**
     * As {@link #over(List, Address, ShellListener)}, of a guest that may go on from where it was.
     *
     * @param left the bashes that wait on its ports already
     */
    public static ChildStart over(List<PortPair> ports, Address<Message> address, ShellListener listener,
            BashHandover left) {
        return over(ports, address, listener, left, STARTING);
    }

    /** @param patience how long the start of a bash may take */
    static ChildStart over(List<PortPair> ports, Address<Message> address, ShellListener listener, BashHandover left,
            Duration patience) {
        return ChildStart.on(ActorThreads.VIRTUAL,
                self -> Behaviors.setup((ActorContext<Message> context) -> Behaviors.withTimers(timers -> {
                    var actor = context.getSelf();
                    Lanes lanes;
                    try {
                        lanes = Lanes.listen(ports, news -> actor.tell(new Heard(news)));
                    } catch (IOException e) {
                        return self.failed(ExitReason.crashed(e));
                    }
                    self.onKill("guest shell", lanes::close);
                    self.onShutdown(actor, Stop.INSTANCE);
                    address.register(actor);
                    self.started();
                    return new PortShell(context, timers, self, lanes, listener, left, patience).down();
                })));
    }

    /** For the backdoor of the same guest, which is started after this shell. */
    public static ShellListener ofBackdoor(Address<Message> address) {
        return new ShellListener() {
            @Override
            public void connected(ActorRef<GuestShell> shell, String bootId) {
                address.tell(new BackdoorUp(shell, bootId));
            }

            @Override
            public void disconnected(ActorRef<GuestShell> shell) {
                address.tell(BackdoorDown.INSTANCE);
            }

            @Override
            public void leftBehind(LeftBehind process) {
                throw new IllegalStateException("a backdoor does not look for " + process);
            }
        };
    }

    /** The guest has not answered yet, or does no more. */
    private Behavior<Message> down() {
        return Closing.after(lanes, message -> switch (message) {
            case BackdoorUp up -> rise(up);
            case Heard(var news) -> note(news).orElseGet(Behaviors::same);
            case Request(var request) -> {
                hold(request);
                yield Behaviors.same();
            }
            case Rest(var patience, var reply) -> cannotRest(reply);
            case GoOn.INSTANCE -> Behaviors.same();
            case Stop.INSTANCE -> stop();
            case BackdoorDown.INSTANCE -> Behaviors.same();
            case Tick late -> Behaviors.same();
        });
    }

    private static Behavior<Message> cannotRest(CompletableFuture<ResidentBashes> reply) {
        Recess.refuse(reply, "its guest does not answer on its ports");
        return Behaviors.same();
    }

    /** The guest answers: as soon as QEMU is on all ports, the first bashes are started. */
    private Behavior<Message> rise(BackdoorUp up) {
        timers.startSingleTimer(StartOverdue.INSTANCE, StartOverdue.INSTANCE, startPatience);
        return lanes.areConnected() ? startFirst(up) : connecting(up);
    }

    private Behavior<Message> connecting(BackdoorUp up) {
        return Closing.after(lanes, message -> switch (message) {
            case Heard(var news) -> note(news)
                    .orElseGet(() -> lanes.areConnected() ? startFirst(up) : Behaviors.same());
            case Request(var request) -> {
                hold(request);
                yield Behaviors.same();
            }
            case BackdoorUp again -> rise(again);
            case BackdoorDown.INSTANCE -> down();
            case StartOverdue.INSTANCE -> leave(up, "QEMU is not on all ports");
            case Rest(var patience, var reply) -> cannotRest(reply);
            case GoOn.INSTANCE -> Behaviors.same();
            case Stop.INSTANCE -> stop();
            case Tick late -> Behaviors.same();
        });
    }

    private Behavior<Message> startFirst(BackdoorUp up) {
        lanes.forgetAll();
        left.take(up.bootId()).ifPresent(lanes::adopt);
        if (lanes.serve()) {
            return serve(up);
        }
        startBashes(lanes.wanted(0), up);
        return starting(up);
    }

    /** None of the lanes that were to be the first has got a bash. */
    private Behavior<Message> startOthers(BackdoorUp up) {
        var others = lanes.wanted(lanes.all().size());
        if (others.isEmpty()) {
            return leave(up, "no bash has started on any port");
        }
        startBashes(others, up);
        return starting(up);
    }

    private void startBy(ActorRef<GuestShell> backdoor, List<LaneScript.Start> starts) {
        var actor = context.getSelf();
        backdoor.tell(
                new GuestShell.Execute(new ShellCommand(LaneScript.start(starts), startPatience), ShellInput.none(),
                        OutputSink.nowhere(), OutputSink.nowhere(),
                        reply -> actor.tell(new StartAnswered(reply))));
    }

    private Behavior<Message> starting(BackdoorUp up) {
        return Closing.after(lanes, message -> switch (message) {
            case Heard(var news) -> {
                var end = note(news);
                yield end.isPresent() ? end.get() : lanes.areSettled() ? serve(up) : Behaviors.same();
            }
            case StartAnswered(ShellReply.Finished(var status)) when status == 0 -> Behaviors.same();
            case StartAnswered(ShellReply.Interrupted restarted) -> {
                lanes.forgetAll();
                yield down();
            }
            case StartAnswered(var reply) -> leave(up, "the guest has no such ports: " + reply);
            case StartOverdue.INSTANCE -> {
                lanes.giveUpStarts();
                yield lanes.serve() ? serve(up) : startOthers(up);
            }
            case Request(var request) -> {
                hold(request);
                yield Behaviors.same();
            }
            case BackdoorUp again -> {
                lanes.forgetAll();
                yield rise(again);
            }
            case Rest(var patience, var reply) -> cannotRest(reply);
            case GoOn.INSTANCE -> Behaviors.same();
            case BackdoorDown.INSTANCE -> Behaviors.same();
            case Stop.INSTANCE -> stop();
            case Tick late -> Behaviors.same();
        });
    }

    private Behavior<Message> serve(BackdoorUp up) {
        timers.cancel(StartOverdue.INSTANCE);
        timers.startTimerWithFixedDelay(Probe.INSTANCE, Probe.INSTANCE, BETWEEN_PROBES);
        listener.connected(address, up.bootId());
        startBashes(lanes.wanted(0), up);
        dispatch(up);
        return serving(up);
    }

    private Behavior<Message> serving(BackdoorUp up) {
        return Closing.after(lanes, message -> switch (message) {
            case Request(GuestShell.Execute execute) -> {
                waiting.add(execute);
                dispatch(up);
                lookLater();
                yield Behaviors.same();
            }
            case Request(GuestShell.Cancel(var replyTo)) -> {
                cancel(replyTo);
                yield Behaviors.same();
            }
            case Heard(var news) -> {
                var end = note(news);
                restartDownLanes(up);
                watchStarts();
                settle(up);
                dispatch(up);
                yield end.orElseGet(Behaviors::same);
            }
            case Overdue(var job) -> {
                runner.overdue(job, lanes);
                restartDownLanes(up);
                dispatch(up);
                yield Behaviors.same();
            }
            case Probe.INSTANCE -> {
                restartDownLanes(up);
                runner.probe(lanes);
                yield Behaviors.same();
            }
            case Look.INSTANCE -> {
                if (recess.isOn()) {
                    lookLater();
                } else {
                    runner.lookForLeftovers(lanes, listener::leftBehind);
                }
                yield Behaviors.same();
            }
            case Rest(var patience, var reply) -> {
                recess.begin(reply);
                timers.startSingleTimer(RestOverdue.INSTANCE, RestOverdue.INSTANCE, patience);
                settle(up);
                yield Behaviors.same();
            }
            case RestOverdue.INSTANCE -> {
                recess.giveUp(lanes.busy());
                dispatch(up);
                yield Behaviors.same();
            }
            case GoOn.INSTANCE -> {
                timers.cancel(RestOverdue.INSTANCE);
                recess.end("it was given up");
                dispatch(up);
                yield Behaviors.same();
            }
            case BackdoorUp again when again.bootId().equals(up.bootId()) -> {
                count(again.backdoor());
                yield serving(again);
            }
            case FoundDead(var pids) -> {
                runner.areDead(lanes, pids);
                restartDownLanes(up);
                yield Behaviors.same();
            }
            case BackdoorUp again -> {
                lost("the machine was restarted");
                yield rise(again);
            }
            case StartOverdue.INSTANCE -> {
                lanes.giveUpStarts();
                yield Behaviors.same();
            }
            case Stop.INSTANCE -> stop();
            case BackdoorDown.INSTANCE -> Behaviors.same();
            case Tick late -> Behaviors.same();
        });
    }

    /** Whatever ended the backdoor may have ended all shells, also the one that otherwise looks after the others. */
    private void count(ActorRef<GuestShell> backdoor) {
        var actor = context.getSelf();
        backdoor.tell(new GuestShell.Execute(JobRunner.census(lanes.pids()), ShellInput.none(),
                (bytes, offset, length) -> actor
                        .tell(new FoundDead(new String(bytes, offset, length, StandardCharsets.US_ASCII))),
                OutputSink.nowhere(), reply -> {}));
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
            case Heard(var news) -> note(news).orElseGet(Behaviors::same);
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

    private void dispatch(BackdoorUp up) {
        if (recess.isOn()) {
            return;
        }
        for (var lane = lanes.idle(); lane.isPresent(); lane = lanes.idle()) {
            var next = waiting.take();
            if (next.isEmpty()) {
                return;
            }
            runner.run(lane.get(), new ShellJob(next.get()));
        }
        startWanted(up);
    }

    /** All at once as soon as the host's own bash has done what it does, unless it is no more. */
    private void startWanted(BackdoorUp up) {
        if (!(lanes.own().state() instanceof Lane.Busy)) {
            startBashes(lanes.wanted(waiting.size()), up);
        }
    }

    private void settle(BackdoorUp up) {
        if (lanes.areAtRest()) {
            recess.settle(() -> lanes.residents(up.bootId()));
        }
    }

    private void lookLater() {
        if (!timers.isTimerActive(Look.INSTANCE)) {
            timers.startSingleTimer(Look.INSTANCE, Look.INSTANCE, LOOK_AFTER);
        }
    }

    private void cancel(Asker replyTo) {
        waiting.cancel(replyTo);
        lanes.busy().stream().filter(job -> job.isFor(replyTo)).forEach(runner::cancel);
    }

    /** Takes note of what a lane's threads say; with what this shell becomes, if it cannot go on. */
    private Optional<Behavior<Message>> note(Lane.News news) {
        var lane = lanes.get(news.lane());
        switch (news) {
            case Lane.Connected(var number, var wire) -> lane.connected(wire);
            case Lane.ErrConnected connected -> lane.errConnected();
            case Lane.Disconnected gone -> {
                runner.interrupt(lane);
                lane.disconnected();
            }
            case Lane.ErrDisconnected gone -> runner.interrupt(lane);
            case Lane.Advanced(var number, var marker, var progress) -> runner.heard(lane, marker, progress);
            case Lane.Unreachable(var number, var why) -> {
                lost("the connection to the guest's shell ended");
                return Optional.of(self.exit(ExitReason.crashed(why)));
            }
        }
        return Optional.empty();
    }

    private void restartDownLanes(BackdoorUp up) {
        startBashes(lanes.down(), up);
    }

    /** By the host's own lane if that is free, else by the backdoor. */
    private void startBashes(List<Lane> some, BackdoorUp up) {
        if (some.isEmpty()) {
            return;
        }
        var starts = some.stream().map(lane -> lane.prepare(Markers.random())).toList();
        timers.startSingleTimer(StartOverdue.INSTANCE, StartOverdue.INSTANCE, startPatience);
        if (lanes.own().state() instanceof Lane.Idle) {
            runner.runOwn(new ShellCommand(LaneScript.start(starts), startPatience), output -> {});
        } else {
            startBy(up.backdoor(), starts);
        }
    }

    /** A lane that starts again by itself after a command with input may fail to. */
    private void watchStarts() {
        if (lanes.areSettled()) {
            timers.cancel(StartOverdue.INSTANCE);
        } else if (!timers.isTimerActive(StartOverdue.INSTANCE)) {
            timers.startSingleTimer(StartOverdue.INSTANCE, StartOverdue.INSTANCE, startPatience);
        }
    }

    private void lost(String why) {
        timers.cancel(Probe.INSTANCE);
        timers.cancel(RestOverdue.INSTANCE);
        recess.end(why);
        runner.interruptAll(lanes, why);
        waiting.refuse(new ShellReply.Interrupted(why));
        listener.disconnected(address);
    }

    private Behavior<Message> stop() {
        lost("the machine is being stopped");
        return self.exit(ExitReason.shutdown());
    }
}
