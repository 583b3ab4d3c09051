package dev.espalier.runtime.supervision;

import java.time.Duration;

import dev.espalier.runtime.supervision.ChildState.Dead;
import dev.espalier.runtime.supervision.ChildState.Live;
import dev.espalier.runtime.supervision.ChildState.NotRunning;
import dev.espalier.runtime.supervision.ChildState.Phase;
import dev.espalier.runtime.supervision.ChildState.Restarting;
import dev.espalier.runtime.supervision.ChildTable.Entry;

/** Starts and stops single children: what is known about a child changes together with what is done to it. */
final class ChildKeeper {

    /** How long a killed child's actor may take to go before its supervisor goes on without it. */
    static final Duration KILL_GRACE = Duration.ofSeconds(5);

    private final String supervisor;
    private final Decisions decisions;
    private final ChildTable children;
    private long lastToken;

    ChildKeeper(String supervisor, Decisions decisions) {
        this.supervisor = supervisor;
        this.decisions = decisions;
        this.children = new ChildTable(token -> decisions.add(new CoreEffect.Bury(token)));
    }

    ChildTable children() {
        return children;
    }

    /** Starts a child that is not running; its handshake, its end or its deadline will be heard of. */
    void start(Entry child) {
        long token = nextToken();
        children.become(child, new Live(token, Phase.STARTING));
        decisions.add(new CoreEffect.Spawn(child.spec(), token));
        child.spec().startTimeout().ifPresent(patience -> decisions.add(new CoreEffect.Arm(token, patience)));
    }

    void isUp(Entry child, long token) {
        children.become(child, new Live(token, Phase.RUNNING));
        disarmStart(child, token);
        decisions.report(new SupervisionEvent.ChildStarted(supervisor, child.id(), token));
    }

    void hasDied(Entry child, long token, ExitReason reason) {
        child.hadEnd(reason);
        children.become(child, new Dead(token, reason));
    }

    /** Notes that a start has failed: there is no incarnation. */
    void hasNotStarted(Entry child, ExitReason reason) {
        child.hadEnd(reason);
        children.become(child, new NotRunning());
    }

    /** Notes that a restart has failed and has the next one attempted later. */
    void tryAgainLater(Entry child) {
        long attempt = nextToken();
        children.become(child, new Restarting(attempt));
        decisions.add(new CoreEffect.TryAgainLater(child.id(), attempt));
    }

    /** Stops a child, whatever it is doing; returns whether there is an end to wait for. */
    boolean stop(Entry child) {
        return switch (child.state()) {
            case NotRunning none -> false;
            case Restarting restarting -> {
                children.become(child, new NotRunning());
                yield false;
            }
            case Dead dead -> {
                hasStopped(child, dead.reason());
                yield false;
            }
            case Live live -> {
                if (live.phase() == Phase.OVERDUE) {
                    children.become(child, new Live(live.token(), Phase.KILLING));
                } else if (child.spec().shutdown().isImmediate()) {
                    kill(child, live.token(), Phase.KILLING);
                } else {
                    askToStop(child, live.token());
                }
                yield true;
            }
        };
    }

    /** Notes that a child has ended after it was stopped, and whether that is how it should have ended. */
    void hasStopped(Entry child, ExitReason reason) {
        decisions.report(child.spec().mayStopWith(reason)
                ? new SupervisionEvent.ChildStopped(supervisor, child.id(), reason)
                : new SupervisionEvent.ShutdownFailed(supervisor, child.id(), reason));
        child.hadEnd(reason);
        children.retire(child);
    }

    void kill(Entry child, long token, Phase phase) {
        children.become(child, new Live(token, phase));
        decisions.add(new CoreEffect.Kill(token));
        decisions.add(new CoreEffect.Arm(token, KILL_GRACE));
    }

    private void askToStop(Entry child, long token) {
        disarmStart(child, token);
        children.become(child, new Live(token, Phase.STOPPING));
        decisions.add(new CoreEffect.AskToStop(token));
        child.spec()
                .shutdown()
                .deadline()
                .ifPresent(patience -> decisions.add(new CoreEffect.Arm(token, patience)));
    }

    private void disarmStart(Entry child, long token) {
        if (child.spec().startTimeout().isPresent()) {
            decisions.add(new CoreEffect.Disarm(token));
        }
    }

    private long nextToken() {
        lastToken++;
        return lastToken;
    }
}
