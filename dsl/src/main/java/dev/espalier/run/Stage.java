package dev.espalier.run;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.espalier.Cluster;
import dev.espalier.Machine;
import dev.espalier.report.Failure;
import dev.espalier.report.LogLevel;
import dev.espalier.report.Subtests;
import dev.espalier.report.TestEvent;
import dev.espalier.script.ScriptVariable;

/** A test and the cluster that its script is played on, any number of times. */
public final class Stage {
    private final TestPreparation test;
    private final Cluster cluster;
    private final Subtests subtests;
    private final ScriptLog log;

    /** @param told of subtests, and of what the script says */
    public Stage(TestPreparation test, Cluster cluster, InstantSource clock, Consumer<TestEvent> told) {
        this.test = test;
        this.cluster = cluster;
        this.subtests = new Subtests(told, clock, this::explain);
        this.log = text -> told.accept(
                new TestEvent.Logged(clock.instant(), Optional.empty(), LogLevel.INFO, text));
    }

    public Cluster cluster() {
        return cluster;
    }

    public Subtests subtests() {
        return subtests;
    }

    public ScriptLog log() {
        return log;
    }

    /** The machines by the names of the script's variables. */
    public Map<String, Machine> machines() {
        Map<String, Machine> machines = new HashMap<>();
        cluster.machines().forEach(machine -> machines.put(ScriptVariable.of(machine.name()), machine));
        return machines;
    }

    /** Runs the script from its first line to its last. */
    public void play() throws Exception {
        test.script().instantiate(machines(), cluster, subtests, log).run();
    }

    /** With the script's lines that led to it. */
    public Failure explain(Throwable thrown) {
        return Failure.of(thrown, test.script().placesOf(thrown));
    }
}
