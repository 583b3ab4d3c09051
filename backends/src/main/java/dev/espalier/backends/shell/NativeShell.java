package dev.espalier.backends.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.io.Closing;
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
 * A guest's shell where the guest's own system can start programs: every command has a bash to itself, and many run at once.
 * The guest needs bash, and nothing else.
 *
 * <p>Long, as each of its states says what becomes of each message; what commands, waiting and pauses are is in {@link SoloRunner},
 * {@link WaitingCommands} and {@link Recess}.
 */
public final class NativeShell {

    /** What the shell hears. */
    public sealed interface Message {}

    private record Reached(CommandLauncher launcher, int atOnce) implements Message {}

    private record Lost(CommandLauncher launcher, String why) implements Message {}

    private record EndAll(Runnable done) implements Message {}

    private record Greeted(Way way, String bootId) implements Message {}

    private record NotGreeted(Way way, String why) implements Message {}

    private record Request(GuestShell request) implements Message {}

    /** What this shell is told of commands; it may come when nobody waits for it any more. */
    private sealed interface Tick extends Message {}

    private record Heard(SoloRun.News news) implements Tick {}

    /** The time of a command is up, or that between two steps to its end. */
    private record Overdue(ShellJob job) implements Tick {}

    /** A command's bash has ended some time ago. */
    private record Silent(SoloRun run) implements Tick {}

    /** It is time to look whether a command has left something behind. */
    private enum Look implements Tick {
        INSTANCE
    }

    /** The guest may by now start what it has refused. */
    private enum Retry implements Tick {
        INSTANCE
    }

    private enum Stop implements Message {
        INSTANCE
    }

    /** What has no command begin for a while. */
    private sealed interface Pausing extends Message {}

    /** No command is to begin until {@link GoOn}. Answered when none is under way any more. */
    private record Rest(Duration patience, CompletableFuture<String> reply) implements Pausing {}

    private enum GoOn implements Pausing {
        INSTANCE
    }

    /** The commands that were under way when they were to end should have ended. */
    private enum RestOverdue implements Pausing {
        INSTANCE
    }

    /** The guest, which was left for a pause, should have been reached again. */
    private enum ReturnOverdue implements Pausing {
        INSTANCE
    }

    /** How commands get into the guest, for as long as it is reached so. */
    private record Way(CommandLauncher launcher, int atOnce, SoloRunner runner) {}

    private static final String STOPPED = "the machine is being stopped";
    private static final Duration LOOK_AFTER = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LAUNCHES = Duration.ofMillis(100);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration RETURNING = Duration.ofSeconds(10);
    /** More than any command takes, and less than the longest timer there is. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(100);
    private static final ShellCommand GREETING = new ShellCommand(
            "read -r id </proc/sys/kernel/random/boot_id; echo $id", Duration.ofMinutes(1));

    private final TimerScheduler<Message> timers;
    private final Child self;
    private final ActorRef<Message> actor;
    private final ActorRef<GuestShell> address;
    private final String directory;
    private final ShellListener listener;
    private final WaitingCommands waiting = new WaitingCommands();
    private final Recess<String> recess = new Recess<>();

    /** The boot that the listener takes to be connected. */
    private Optional<String> announced = Optional.empty();

    private NativeShell(ActorContext<Message> context, TimerScheduler<Message> timers, Child self, String directory,
            ShellListener listener) {
        this.timers = timers;
        this.self = self;
        this.actor = context.getSelf();
        this.address = context.messageAdapter(GuestShell.class, Request::new);
        this.directory = directory;
        this.listener = listener;
    }

    /**
     * The start function of a shell; it has started when it can be told of its guest.
     *
     * @param address   where it can be told {@link #reached} and {@link #lost}
     * @param directory where in the guest commands run
     */
    public static ChildStart of(Address<Message> address, String directory, ShellListener listener) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> Behaviors.withTimers(timers -> {
            self.onShutdown(context.getSelf(), Stop.INSTANCE);
            address.register(context.getSelf());
            self.started();
            return new NativeShell(context, timers, self, directory, listener).down();
        }));
    }

    /**
     * That commands can be started in the guest, by {@code launcher}, until it is {@link #lost} or another is reached.
     *
     * @param atOnce how many may run at once; the launcher has to take one more, which waits for its command or ends others
     */
    public static Message reached(CommandLauncher launcher, int atOnce) {
        return new Reached(launcher, atOnce);
    }

    /**
     * That commands cannot be started by {@code launcher} any more, nor those that run be heard of. Nothing happens if another
     * was reached since.
     */
    public static Message lost(CommandLauncher launcher, String why) {
        return new Lost(launcher, why);
    }

    /**
     * That what runs is to be ended in the guest, with all it has started in its process groups, and nothing more is to run
     * there. What was asked for is interrupted at once.
     *
     * @param done called when nothing of that kind runs any more, soon, as far as the guest can be reached; by any thread
     */
    public static Message endAll(Runnable done) {
        return new EndAll(done);
    }

    /**
     * Pauses of the shell that is found at {@code address}. A guest that is {@link #lost} during one, and reached again
     * after it, has lost no command. What is told is which boot it is.
     */
    public static ShellRecess<String> recess(Address<Message> address) {
        return new ShellRecess<>((patience, reply) -> address.tell(new Rest(patience, reply)),
                () -> address.tell(GoOn.INSTANCE));
    }

    private Behavior<Message> down() {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Reached(var launcher, var atOnce) -> greet(launcher, atOnce);
            case Request(var request) -> hold(request);
            case EndAll(var done) -> nothingToEnd(done);
            case Pausing pausing -> pauseUnreached(pausing);
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Lost again -> Behaviors.same();
            case Greeted late -> Behaviors.same();
            case NotGreeted late -> Behaviors.same();
            case Tick late -> Behaviors.same();
        });
    }

    /** Asks the guest which boot it is, which also shows that it can be asked. */
    private Behavior<Message> greet(CommandLauncher launcher, int atOnce) {
        var bashes = new Bashes(launcher, directory);
        self.onKill("commands", bashes::close);
        var way = new Way(launcher, atOnce, new SoloRunner(bashes, new Told()));
        var said = new CollectedOutput();
        var complaint = new CollectedOutput();
        way.runner()
                .run(new ShellJob(GREETING, said, complaint,
                        reply -> actor.tell(reply instanceof ShellReply.Finished(var status) && status == 0
                                ? new Greeted(way, said.text().strip())
                                : new NotGreeted(way, reply + " " + complaint.text().strip()))));
        return greeting(way);
    }

    private Behavior<Message> greeting(Way way) {
        var runner = way.runner();
        return Closing.after(runner, message -> switch (message) {
            case Greeted(var its, var bootId) when its.equals(way) -> serve(way, bootId);
            case NotGreeted(var its, var why) when its.equals(way) ->
                self.exit(ExitReason.crashed(new IOException("no bash answers in the guest: " + why)));
            case Request(var request) -> hold(request);
            case Tick tick -> {
                note(runner, tick);
                yield Behaviors.same();
            }
            case Reached(var launcher, var atOnce) -> {
                runner.close();
                yield greet(launcher, atOnce);
            }
            case Lost(var launcher, var why) when launcher.equals(way.launcher()) -> {
                runner.close();
                yield down();
            }
            case Lost late -> Behaviors.same();
            case EndAll(var done) -> nothingToEnd(done);
            case Pausing pausing -> pauseUnreached(pausing);
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Greeted late -> Behaviors.same();
            case NotGreeted late -> Behaviors.same();
        });
    }

    private Behavior<Message> serve(Way way, String bootId) {
        timers.cancel(ReturnOverdue.INSTANCE);
        if (!announced.equals(Optional.of(bootId))) {
            announced = Optional.of(bootId);
            listener.connected(address, bootId);
        }
        goOn(way);
        return serving(way);
    }

    private Behavior<Message> serving(Way way) {
        var runner = way.runner();
        return Closing.after(runner, message -> switch (message) {
            case Request(GuestShell.Execute execute) -> {
                waiting.add(execute);
                goOn(way);
                lookLater();
                yield Behaviors.same();
            }
            case Request(GuestShell.Cancel(var replyTo)) -> {
                waiting.cancel(replyTo);
                runner.cancel(replyTo);
                yield Behaviors.same();
            }
            case Tick tick -> {
                note(runner, tick);
                goOn(way);
                yield Behaviors.same();
            }
            case Pausing pausing -> {
                pause(pausing, runner.underWay());
                goOn(way);
                yield Behaviors.same();
            }
            case Reached(var launcher, var atOnce) -> {
                lose(runner, "the way to the guest was lost");
                yield greet(launcher, atOnce);
            }
            case Lost(var launcher, var why) when launcher.equals(way.launcher()) -> {
                lose(runner, why);
                yield down();
            }
            case Lost late -> Behaviors.same();
            case EndAll(var done) -> {
                waiting.refuse(new ShellReply.Interrupted(STOPPED));
                runner.endAll(STOPPED, done);
                disconnected(STOPPED);
                yield departing(runner);
            }
            case Stop.INSTANCE -> {
                leave(runner, STOPPED);
                yield self.exit(ExitReason.shutdown());
            }
            case Greeted late -> Behaviors.same();
            case NotGreeted late -> Behaviors.same();
        });
    }

    /** What runs is being ended. */
    private Behavior<Message> departing(SoloRunner runner) {
        return Closing.after(runner, message -> switch (message) {
            case Tick tick -> {
                note(runner, tick);
                yield Behaviors.same();
            }
            case Request(var request) -> {
                hold(request);
                waiting.refuse(new ShellReply.Interrupted(STOPPED));
                yield Behaviors.same();
            }
            case EndAll(var done) -> nothingToEnd(done);
            case Pausing pausing -> pauseUnreached(pausing);
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Lost lost -> Behaviors.same();
            case Reached late -> Behaviors.same();
            case Greeted late -> Behaviors.same();
            case NotGreeted late -> Behaviors.same();
        });
    }

    private static Behavior<Message> nothingToEnd(Runnable done) {
        done.run();
        return Behaviors.same();
    }

    private Behavior<Message> hold(GuestShell request) {
        switch (request) {
            case GuestShell.Execute execute -> waiting.add(execute);
            case GuestShell.Cancel(var replyTo) -> waiting.cancel(replyTo);
        }
        return Behaviors.same();
    }

    /** A guest that is on its way back from a pause is as good as reached. */
    private Behavior<Message> pauseUnreached(Pausing pausing) {
        pause(pausing, List.of());
        if (pausing instanceof GoOn) {
            timers.startSingleTimer(ReturnOverdue.INSTANCE, ReturnOverdue.INSTANCE, RETURNING);
        }
        return Behaviors.same();
    }

    private void pause(Pausing pausing, List<ShellJob> underWay) {
        switch (pausing) {
            case Rest(var patience, var reply) when announced.isEmpty() ->
                Recess.refuse(reply, "its guest does not answer");
            case Rest(var patience, var reply) -> {
                recess.begin(reply);
                timers.startSingleTimer(RestOverdue.INSTANCE, RestOverdue.INSTANCE, patience);
            }
            case RestOverdue.INSTANCE -> recess.giveUp(underWay);
            case GoOn.INSTANCE -> {
                timers.cancel(RestOverdue.INSTANCE);
                recess.end("it was given up");
            }
            case ReturnOverdue.INSTANCE -> disconnected("the guest does not come back");
        }
    }

    private void goOn(Way way) {
        if (recess.isOn()) {
            if (way.runner().isAtRest()) {
                announced.ifPresent(bootId -> recess.settle(() -> bootId));
            }
        } else {
            dispatch(way);
        }
    }

    private void dispatch(Way way) {
        while (way.runner().load() < way.atOnce()) {
            var next = waiting.take();
            if (next.isEmpty()) {
                return;
            }
            way.runner().run(new ShellJob(next.get()));
        }
    }

    private void note(SoloRunner runner, Tick tick) {
        switch (tick) {
            case Heard(var news) -> runner.heard(news);
            case Overdue(var job) -> runner.overdue(job);
            case Silent(var run) -> runner.silent(run);
            case Retry.INSTANCE -> runner.retry();
            case Look.INSTANCE -> {
                if (recess.isOn()) {
                    lookLater();
                } else {
                    runner.lookForLeftovers(listener::leftBehind);
                }
            }
        }
    }

    private void lookLater() {
        if (!timers.isTimerActive(Look.INSTANCE)) {
            timers.startSingleTimer(Look.INSTANCE, Look.INSTANCE, LOOK_AFTER);
        }
    }

    /** What is lost during a pause holds no command, and those that wait are for the guest that comes back. */
    private void lose(SoloRunner runner, String why) {
        if (recess.isQuiet()) {
            runner.close();
        } else {
            leave(runner, why);
        }
    }

    private void leave(SoloRunner runner, String why) {
        runner.interruptAll(why);
        runner.close();
        waiting.refuse(new ShellReply.Interrupted(why));
        disconnected(why);
    }

    private void disconnected(String why) {
        timers.cancel(RestOverdue.INSTANCE);
        recess.end(why);
        if (announced.isPresent()) {
            announced = Optional.empty();
            listener.disconnected(address);
        }
    }

    /** Passes on to this actor what becomes of commands. */
    private final class Told implements SoloRunner.Owner {
        @Override
        public Child self() {
            return self;
        }

        @Override
        public void heard(SoloRun.News news) {
            actor.tell(new Heard(news));
        }

        @Override
        public void arm(ShellJob job, Duration patience) {
            timers.startSingleTimer(job, new Overdue(job),
                    patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT);
        }

        @Override
        public void retryLater() {
            timers.startSingleTimer(Retry.INSTANCE, Retry.INSTANCE, BETWEEN_LAUNCHES);
        }

        @Override
        public void watch(SoloRun run) {
            timers.startSingleTimer(run, new Silent(run), LAST_WORDS);
        }

        @Override
        public void forget(SoloRun run) {
            timers.cancel(run.job());
            timers.cancel(run);
        }
    }
}
