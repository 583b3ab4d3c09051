package dev.espalier.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import dev.espalier.Cluster;
import dev.espalier.ClusterSnapshot;
import dev.espalier.Machine;
import dev.espalier.MachineBody;
import dev.espalier.NodeSpec;
import dev.espalier.PollingCondition;
import dev.espalier.Retry;
import dev.espalier.report.Subtests;
import dev.espalier.script.ScriptBody;
import dev.espalier.snapshot.Snapshot;

/** What a test script can say beside what it says to its machines, which it sees by their names. */
public abstract class TestScript {
    private final Cluster cluster;
    private final Subtests subtests;
    private final ScriptLog log;

    protected TestScript(Cluster cluster, Subtests subtests, ScriptLog log) {
        this.cluster = cluster;
        this.subtests = subtests;
        this.log = log;
    }

    /** Starts all machines at once; does not wait for their guests. */
    public void startAll() {
        cluster.startAll();
    }

    /** All machines, by name. */
    public List<Machine> machines() {
        return cluster.machines();
    }

    /** As {@link Cluster#createMachine(NodeSpec)}. */
    public Machine createMachine(NodeSpec node) throws InterruptedException {
        return cluster.createMachine(node);
    }

    /** As {@link Cluster#createMachine(String, Machine)}. */
    public Machine createMachine(String name, Machine like) throws InterruptedException {
        return cluster.createMachine(name, like);
    }

    /** As {@link Cluster#fork}. */
    public List<Machine> fork(Snapshot snapshot, int count) throws Exception {
        return cluster.fork(snapshot, count);
    }

    /** As {@link Cluster#snapshotAll}. */
    public ClusterSnapshot snapshotAll(String name) throws Exception {
        return cluster.snapshotAll(name);
    }

    /** As {@link Cluster#restoreAll}. */
    public void restoreAll(ClusterSnapshot snapshot) throws Exception {
        cluster.restoreAll(snapshot);
    }

    /**
     * Waits until all machines are down because their guests powered themselves off.
     *
     * @throws Exception how a machine died instead; if there are more, all of it
     */
    public void joinAll() throws Exception {
        cluster.joinAll();
    }

    /** As {@link Cluster#partition}. */
    public void partition(Machine one, Machine other) {
        cluster.partition(one, other);
    }

    /** As {@link Cluster#heal(Machine, Machine)}. */
    public void heal(Machine one, Machine other) {
        cluster.heal(one, other);
    }

    /** As {@link Cluster#heal()}. */
    public void heal() {
        cluster.heal();
    }

    /** As {@link Cluster#redact}. */
    public void redact(String secret) {
        cluster.redact(secret);
    }

    /** From now on tells what machines say on their consoles while they say it. */
    public void serialStdoutOn() {
        cluster.serialStdoutOn();
    }

    /** The opposite; as it is at first. */
    public void serialStdoutOff() {
        cluster.serialStdoutOff();
    }

    /** Runs a part of the test that is reported by its name. */
    public void subtest(String name, ScriptBody body) throws Exception {
        subtests.run(name, body);
    }

    /**
     * Tries a part of the test until it does not fail.
     *
     * @throws Exception what the last attempt threw
     */
    public void retry(Retry how, ScriptBody body) throws Exception {
        how.run(body);
    }

    /** As {@link #retry(Retry, ScriptBody)}, and returns what the part that did not fail returned. */
    public <T> T retry(Retry how, Callable<T> body) throws Exception {
        return how.call(body);
    }

    /**
     * Does the same on several machines at once and waits for all of them.
     *
     * @throws Exception what the machine that failed threw; if there are more, all of it
     */
    public void waitAll(List<Machine> among, MachineBody body) throws Exception {
        cluster.waitAll(among, body);
    }

    /** A condition for parts of the test: {@code condition.during(() -> ...)}. */
    public PollingCondition pollingCondition(String description, Callable<Boolean> condition) {
        return cluster.pollingCondition(description, condition);
    }

    /** As {@link #pollingCondition(String, Callable)}, to be looked at once in an interval at most. */
    public PollingCondition pollingCondition(String description, Duration interval, Callable<Boolean> condition) {
        return cluster.pollingCondition(description, interval, condition);
    }

    /** Puts a line into the log. */
    public void log(String text) {
        log.say(text);
    }
}
