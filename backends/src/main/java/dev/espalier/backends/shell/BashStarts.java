package dev.espalier.backends.shell;

import java.time.Duration;
import java.util.List;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * Has bashes started on lanes, by the host's own bash where that is free, else by the backdoor; and sets an alarm for as long
 * as one has not said that it is there.
 */
final class BashStarts {
    private final Lanes lanes;
    private final JobRunner runner;
    private final Duration patience;
    private final Alarm<?> overdue;
    private final Asker answered;

    /**
     * @param patience how long a start may take
     * @param overdue  goes off when one has taken longer
     * @param answered is told what comes of the backdoor's part
     */
    BashStarts(Lanes lanes, JobRunner runner, Duration patience, Alarm<?> overdue, Asker answered) {
        this.lanes = lanes;
        this.runner = runner;
        this.patience = patience;
        this.overdue = overdue;
        this.answered = answered;
    }

    /** Sets the alarm for the first, which the backdoor can start as soon as all ports are connected. */
    void expect() {
        overdue.set(patience);
    }

    /** In the place of those that are no more. */
    void restart(ActorRef<GuestShell> backdoor) {
        start(lanes.down(), backdoor);
    }

    /**
     * As many as are {@linkplain Lanes#wanted wanted}: all at once, when the host's own bash has done what it does.
     *
     * @param waiting how many commands have none
     */
    void startWanted(int waiting, ActorRef<GuestShell> backdoor) {
        if (!(lanes.own().state() instanceof Lane.Busy)) {
            start(lanes.wanted(waiting), backdoor);
        }
    }

    private void start(List<Lane> some, ActorRef<GuestShell> backdoor) {
        if (some.isEmpty()) {
            return;
        }
        overdue.set(patience);
        var starts = some.stream().map(lane -> lane.prepare(Markers.random())).toList();
        var command = new ShellCommand(LaneScript.start(starts), patience);
        if (lanes.own().state() instanceof Lane.Idle) {
            runner.runOwn(command, output -> {});
        } else {
            backdoor.tell(new GuestShell.Execute(command, ShellInput.none(), OutputSink.nowhere(),
                    OutputSink.nowhere(), answered));
        }
    }

    /** Has the alarm set while any start is under way, also that of a bash that follows another by itself. */
    void watch() {
        if (lanes.areSettled()) {
            overdue.cancel();
        } else {
            overdue.ensure(patience);
        }
    }
}
