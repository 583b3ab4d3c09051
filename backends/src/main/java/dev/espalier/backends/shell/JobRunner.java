package dev.espalier.backends.shell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.pekko.actor.typed.ActorRef;

/** Runs commands on lanes, ends those whose time is up, and finds out whose bash has died. */
final class JobRunner {
    private static final Duration OWN_PATIENCE = Duration.ofSeconds(20);

    /** More than any command takes, and less than the longest timer there is. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(100);

    private final Lane own;
    private final BiConsumer<ShellJob, Duration> arm;
    private final Consumer<Object> disarm;
    private final Enforcement enforcement;
    private final Leftovers leftovers = new Leftovers();
    private final Queue<ShellJob> waitingForOwn = new ArrayDeque<>();

    /**
     * @param own    the host's own lane
     * @param arm    has {@link #overdue} called when the time has passed, unless it is armed anew
     * @param disarm the opposite
     */
    JobRunner(Lane own, BiConsumer<ShellJob, Duration> arm, Consumer<Object> disarm) {
        this.own = own;
        this.arm = arm;
        this.disarm = disarm;
        this.enforcement = new Enforcement(command -> runOwn(command, said -> {}), arm);
    }

    /** Runs {@code job} on an idle lane. */
    void run(Lane lane, ShellJob job) {
        if (lane.state() instanceof Lane.Idle(var pid)) {
            lane.run(pid, job);
            var timeout = job.command().timeout();
            arm.accept(job, timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT);
        }
    }

    /** Runs a short command of the host's own when its lane is free; {@code output} is told what it says if it succeeds. */
    void runOwn(ShellCommand command, Consumer<String> output) {
        var said = new CollectedOutput();
        waitingForOwn.add(new ShellJob(command, said, OutputSink.nowhere(), onSuccess(said, output)));
        serveOwn();
    }

    private static Asker onSuccess(CollectedOutput said, Consumer<String> output) {
        return reply -> {
            if (reply instanceof ShellReply.Finished(var status) && status == 0) {
                output.accept(said.text());
            }
        };
    }

    private void serveOwn() {
        if (own.state() instanceof Lane.Idle && !waitingForOwn.isEmpty()) {
            run(own, waitingForOwn.remove());
        }
    }

    /** Takes note of what a lane's threads say. */
    void heard(Lanes lanes, Lane.Change change) {
        var lane = lanes.get(change.lane());
        switch (change) {
            case Lane.Connected(var number, var wire) -> lane.connected(wire);
            case Lane.ErrConnected connected -> lane.errConnected();
            case Lane.Disconnected gone -> {
                interrupt(lane);
                lane.disconnected();
            }
            case Lane.ErrDisconnected gone -> interrupt(lane);
            case Lane.Advanced(var number, var marker, var progress) -> advanced(lane, marker, progress);
        }
    }

    private void advanced(Lane lane, String marker, Progress progress) {
        switch (lane.state()) {
            case Lane.Starting(var sync, var again) when sync.equals(marker)
                    && progress instanceof Progress.Begun(var pid) -> {
                lane.started(pid);
                serveOwn();
            }
            case Lane.Busy(var pid, var job) when job.marker().equals(marker) -> advanced(lane, pid, job, progress);
            case Lane.State other -> {
            }
        }
    }

    private void advanced(Lane lane, long pid, ShellJob job, Progress progress) {
        switch (progress) {
            case Progress.Begun(var group) -> {
                job.begun(group);
                enforcement.begun(job);
            }
            case Progress.Unwanted.INSTANCE -> enforcement.cancel(job);
            case Progress.Over over -> {
                disarm.accept(job);
                if (job.input().isEmpty()) {
                    lane.started(pid);
                } else {
                    lane.resume(job.marker());
                }
                job.finish(over);
                serveOwn();
            }
        }
    }

    /** Begins to end a command by force, unless that has begun. */
    void cancel(ShellJob job) {
        enforcement.cancel(job);
    }

    /** Takes the next step to the end of a command. */
    void overdue(ShellJob job, Lanes lanes) {
        enforcement.overdue(job, () -> lanes.of(job).ifPresent(Lane::down));
    }

    /** Looks whether the bashes of busy lanes live: one that was killed says nothing of it. */
    void probe(Lanes lanes) {
        var pids = lanes.busyPids();
        if (!pids.isEmpty() && waitingForOwn.isEmpty()) {
            runOwn(census(pids), dead -> areDead(lanes, dead));
        }
    }

    /**
     * The same for all bashes, by a backdoor that was started anew: what ended the one before may have ended them all, also
     * the one that otherwise looks after the others.
     *
     * @param dead is told what {@link #areDead} is to be, by a thread of the backdoor's
     */
    void count(Lanes lanes, ActorRef<GuestShell> backdoor, Consumer<String> dead) {
        var said = new CollectedOutput();
        backdoor.tell(new GuestShell.Execute(census(lanes.pids()), ShellInput.none(), said, OutputSink.nowhere(),
                onSuccess(said, dead)));
    }

    private static ShellCommand census(List<Long> pids) {
        var words = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return new ShellCommand("for p in " + words + "; do kill -0 $p 2>/dev/null || echo $p; done", OWN_PATIENCE);
    }

    /** @param pids of bashes that are no more, each on a line of its own */
    void areDead(Lanes lanes, String pids) {
        pids.lines().mapToLong(Long::parseLong).forEach(pid -> isDead(lanes, pid));
    }

    /** Looks whether commands have left processes behind, and tells of those that are new. */
    void lookForLeftovers(Lanes lanes, Consumer<LeftBehind> found) {
        leftovers.look(lanes.idlePids())
                .ifPresent(look -> runOwn(new ShellCommand(look, OWN_PATIENCE),
                        said -> leftovers.news(said).forEach(found)));
    }

    private void isDead(Lanes lanes, long pid) {
        for (var lane : lanes.all()) {
            switch (lane.state()) {
                case Lane.Busy(var its, var job) when its == pid ->
                    interrupt(lane, job, "the guest's bash that ran it was killed");
                case Lane.Idle(var its) when its == pid -> lane.down();
                case Lane.State other -> {
                }
            }
        }
    }

    /** One of the lane's connections has ended. */
    private void interrupt(Lane lane) {
        if (lane.state() instanceof Lane.Busy(var pid, var job)) {
            interrupt(lane, job, "the connection to the guest's shell ended");
        }
        lane.down();
    }

    void interruptAll(Lanes lanes, String why) {
        for (var lane : lanes.all()) {
            if (lane.state() instanceof Lane.Busy(var pid, var job)) {
                interrupt(lane, job, why);
            }
            lane.down();
        }
        waitingForOwn.clear();
    }

    private void interrupt(Lane lane, ShellJob job, String why) {
        disarm.accept(job);
        lane.down();
        job.interrupt(why);
    }
}
