package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down what happens in the form of the recordings, and knows who is alive. For any thread. */
final class OtpTrace {

    private final OtpScenario scenario;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> alive = new HashSet<>();

    OtpTrace(OtpScenario scenario) {
        this.scenario = scenario;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized int size() {
        return lines.size();
    }

    synchronized void event(String line) {
        lines.add("> " + line);
    }

    synchronized void note(String line) {
        lines.add("  " + line);
    }

    synchronized void insert(int index, String line) {
        lines.add(index, "  " + line);
    }

    /** The number of an incarnation about to start. */
    synchronized int next(String name) {
        return numbers.merge(name, 1, Integer::sum);
    }

    synchronized boolean isAlive(String name) {
        return alive.contains(name);
    }

    /** Waits until this incarnation, as {@link #numbered(String)} calls it, is gone. */
    synchronized void awaitDeath(String name, String incarnation, Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (alive.contains(name) && numbered(name).equals(incarnation)) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError(incarnation + " does not end");
            }
            try {
                wait(patience.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    synchronized String numbered(String name) {
        return name + "#" + numbers.get(name);
    }

    synchronized void started(String name) {
        alive.add(name);
        note("start " + name + " " + numbers.get(name));
    }

    /** Notes a start that is not one, in the way its outcome says, and returns the reason to give. */
    synchronized ExitReason notStarted(String name, String outcome) {
        String[] parts = outcome.split(":", -1);
        String about = name + " " + numbers.get(name);
        return switch (parts[0]) {
            case "fail", "crash" -> {
                note("initfail " + about + " " + parts[1]);
                yield ExitReason.failed(parts[1]);
            }
            case "failfun" -> {
                note("failfun " + about + " " + parts[1]);
                yield ExitReason.failed(parts[1]);
            }
            case "badret" -> {
                note("badret " + about);
                yield ExitReason.failed("foo");
            }
            case "throw" -> {
                note("throw " + about);
                yield ExitReason.failed("oops");
            }
            default -> throw new IllegalArgumentException(outcome);
        };
    }

    synchronized void ignored(String name) {
        note("ignore " + name + " " + numbers.get(name));
    }

    synchronized void cleanedUp(String name, ExitReason reason) {
        note("terminate " + name + " " + numbers.get(name) + " " + ErlangTerm.of(reason));
    }

    synchronized void exited(String name, ExitReason reason) {
        alive.remove(name);
        notifyAll();
        note("exit " + name + " " + numbers.get(name) + " " + ErlangTerm.of(reason));
    }

    synchronized void rootIsUp() {
        next("root");
        started("root");
    }

    synchronized void report(SupervisionEvent event) {
        String supervisor = event.supervisor().substring(event.supervisor().lastIndexOf('/') + 1);
        switch (event) {
            case SupervisionEvent.ChildTerminated e ->
                note("report " + supervisor + " child_terminated " + e.id() + " " + ErlangTerm.of(e.reason()));
            case SupervisionEvent.StartFailed e ->
                note("report " + supervisor + " start_error " + e.id() + " " + ErlangTerm.of(e.reason()));
            case SupervisionEvent.ShutdownFailed e ->
                note("report " + supervisor + " shutdown_error " + e.id() + " " + ErlangTerm.of(e.reason()));
            case SupervisionEvent.IntensityReached e ->
                note("report " + supervisor + " shutdown " + e.id() + " reached_max_restart_intensity");
            case SupervisionEvent.ChildAbandoned e -> note("abandoned " + e.id());
            case SupervisionEvent.ThreadAbandoned e -> throw new IllegalStateException("no worker has a thread");
            case SupervisionEvent.ChildStopped e -> {
            }
            case SupervisionEvent.ChildStarted e -> {
                if (scenario.definition(e.id()).supervisor()) {
                    next(e.id());
                    started(e.id());
                }
            }
            case SupervisionEvent.SupervisorStopped e -> {
                switch (e.reason()) {
                    case ExitReason.FailedToStartChild failed -> notStarted(supervisor, failed);
                    case ExitReason.InvalidSpec invalid -> notStarted(supervisor, invalid);
                    case ExitReason other -> exited(supervisor, other);
                }
            }
        }
    }

    private void notStarted(String supervisor, ExitReason reason) {
        note("startfail " + supervisor + " {error," + ErlangTerm.of(reason) + "}");
    }

    synchronized void state(String supervisor, List<String> children) {
        note(("state " + supervisor + ": " + String.join(" ", children)).stripTrailing());
    }
}
