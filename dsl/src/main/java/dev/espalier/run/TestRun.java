package dev.espalier.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.NodeSpec;
import dev.espalier.error.ClusterFailed;
import dev.espalier.report.Failure;
import dev.espalier.report.LogLevel;
import dev.espalier.report.Reporter;
import dev.espalier.report.TestEvent;
import dev.espalier.report.Verdict;

/**
 * One run of a prepared test: opens its cluster, runs its script on a thread of its own, and closes the cluster however
 * that ends. The script's end, a machine's unexpected death, the global timeout and an interrupt of the running thread
 * race; the first decides the verdict.
 */
public final class TestRun {
    /** How long a script may take to fail by itself when a machine died: it can tell the line. */
    private static final Duration OWN_WORDS = Duration.ofMillis(100);

    private final TestPreparation test;
    private final ClusterSettings settings;
    private final Reporter reporter;
    private final Consumer<Cluster> opened;
    private final Optional<Inspector> inspector;

    /** @param reporter hears everything; {@code settings} should tell it what happens in the cluster */
    public TestRun(TestPreparation test, ClusterSettings settings, Reporter reporter) {
        this(test, settings, reporter, nobody -> {}, Optional.empty());
    }

    /**
     * @param reporter  hears everything; {@code settings} should tell it what happens in the cluster
     * @param opened    told of the cluster before the script begins
     * @param inspector looks at the machines of a test that has failed, or has taken too long, before they are taken down
     */
    public TestRun(TestPreparation test, ClusterSettings settings, Reporter reporter, Consumer<Cluster> opened,
            Optional<Inspector> inspector) {
        this.test = test;
        this.settings = settings;
        this.reporter = reporter;
        this.opened = opened;
        this.inspector = inspector;
    }

    /**
     * Runs the test.
     *
     * @throws dev.espalier.error.HostNotReady                    if this host lacks something; nothing was started
     * @throws dev.espalier.backends.image.ImageBuildFailed if an image cannot be built
     */
    public Verdict run() {
        var began = now();
        report(new TestEvent.RunStarted(began, test.configuration().name(),
                test.configuration().cluster().nodes().stream().map(NodeSpec::name).toList()));
        report(new TestEvent.HostDescribed(now(), HostFacts.now()));
        var verdict = verdict();
        report(new TestEvent.RunEnded(now(), Duration.between(began, now()), verdict));
        return verdict;
    }

    private Verdict verdict() {
        try {
            var cluster = Cluster.open(test.configuration().cluster(), settings);
            opened.accept(cluster);
            var stage = new Stage(test, cluster, settings.clock(), this::report);
            var verdict = judged(stage);
            inspect(stage, verdict);
            return closed(cluster, verdict);
        } catch (InterruptedException e) {
            return new Verdict.Interrupted("a signal");
        }
    }

    private void inspect(Stage stage, Verdict verdict) {
        switch (verdict) {
            case Verdict.Failed failed -> inspector.ifPresent(somebody -> inspect(somebody, stage, verdict));
            case Verdict.TimedOut late -> inspector.ifPresent(somebody -> inspect(somebody, stage, verdict));
            case Verdict.Passed passed -> {
            }
            case Verdict.Interrupted interrupted -> {
            }
        }
    }

    /** However that goes, the machines are taken down and the verdict stands. */
    private void inspect(Inspector somebody, Stage stage, Verdict verdict) {
        report(new TestEvent.PromptOpened(now(), verdict));
        try {
            somebody.inspect(stage);
        } catch (IOException e) {
            report(new TestEvent.Logged(now(), Optional.empty(), LogLevel.ERROR, String.valueOf(e.getMessage())));
        } catch (InterruptedException signal) {
            report(new TestEvent.Logged(now(), Optional.empty(), LogLevel.WARNING, "a signal has ended the prompt"));
        }
    }

    private Verdict judged(Stage stage) {
        try {
            return judge(stage);
        } catch (InterruptedException e) {
            return new Verdict.Interrupted("a signal");
        }
    }

    /** A run that leaves something behind has not passed; one that has not passed is told as it was. */
    private Verdict closed(Cluster cluster, Verdict verdict) {
        try {
            cluster.close();
            return verdict;
        } catch (ClusterFailed stuck) {
            report(new TestEvent.Logged(now(), Optional.empty(), LogLevel.ERROR, stuck.message()));
            return verdict instanceof Verdict.Passed ? new Verdict.Failed(explain(stuck)) : verdict;
        }
    }

    private Verdict judge(Stage stage) throws InterruptedException {
        var ended = new CompletableFuture<Optional<Throwable>>();
        var script = Thread.ofPlatform()
                .daemon()
                .name("test script")
                .start(() -> ended.complete(runScript(stage)));
        stage.cluster()
                .unexpectedDeath()
                .thenAccept(death -> ended.completeOnTimeout(Optional.of(death), OWN_WORDS.toMillis(),
                        TimeUnit.MILLISECONDS));
        var limit = test.configuration().globalTimeout();
        try {
            return ended.get(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .<Verdict>map(
                            thrown -> new Verdict.Failed(stage.explain(thrown)))
                    .orElseGet(Verdict.Passed::new);
        } catch (TimeoutException e) {
            return new Verdict.TimedOut(limit);
        } catch (ExecutionException e) {
            return new Verdict.Failed(stage.explain(e));
        } finally {
            script.interrupt();
        }
    }

    private static Optional<Throwable> runScript(Stage stage) {
        try {
            stage.play();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private Failure explain(Throwable thrown) {
        return Failure.of(thrown, test.script().placesOf(thrown));
    }

    private void report(TestEvent event) {
        reporter.report(settings.secrets().hiddenIn(event));
    }

    private Instant now() {
        return settings.clock().instant();
    }
}
