package dev.espalier.run;

import java.util.List;

import dev.espalier.Cluster;
import dev.espalier.Machine;
import dev.espalier.report.Subtests;
import dev.espalier.script.ScriptBody;

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

    /** Runs a part of the test that is reported by its name. */
    public void subtest(String name, ScriptBody body) throws Exception {
        subtests.run(name, body);
    }

    /** Puts a line into the log. */
    public void log(String text) {
        log.say(text);
    }
}
