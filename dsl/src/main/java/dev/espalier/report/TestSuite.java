package dev.espalier.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as JUnit sees it, gathered from its events. Subtests are the test cases; what happens outside of them is a case
 * called {@value #MAIN}, which is there if there are no subtests or if it did not pass.
 */
final class TestSuite {
    static final String MAIN = "main";
    private static final int MOST_LOG = 4 * 1024 * 1024;

    sealed interface Result {
        record Passed() implements Result {}

        record Failed(Failure failure) implements Result {}

        /** The case has no result of its own, because the run ended before it did. */
        record CutShort(String why) implements Result {}
    }

    record Case(String name, Duration took, Result result) {}

    private final List<Case> cases = new ArrayList<>();
    private final Map<List<String>, Instant> running = new LinkedHashMap<>();
    private final StringBuilder log = new StringBuilder();
    private String name = "test";
    private Optional<Instant> started = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private Instant last = Instant.EPOCH;

    /** What comes after the verdict is no part of the test. */
    void apply(TestEvent event) {
        if (verdict.isPresent()) {
            return;
        }
        last = event.at();
        switch (event) {
            case TestEvent.RunStarted run -> {
                name = run.test();
                started = Optional.of(run.at());
            }
            case TestEvent.SubtestStarted subtest -> running.put(subtest.path(), subtest.at());
            case TestEvent.SubtestPassed(var at, var path, var took) -> end(path, took, new Result.Passed());
            case TestEvent.SubtestFailed(var at, var path, var took, var failure) ->
                end(path, took, new Result.Failed(failure));
            case TestEvent.Logged logged -> log(logged);
            case TestEvent.PromptOpened(var at, var verdict) -> end(Duration.between(started(), at), verdict);
            case TestEvent.RunEnded(var at, var took, var verdict) -> end(took, verdict);
            case TestEvent.MachineRestarting restarting ->
                log(restarting.machine() + " died, and is started again: " + restarting.why());
            case TestEvent.MachineDied died -> log(died.machine() + " died: " + died.why());
            case TestEvent.ScreenshotTaken screenshot ->
                log(screenshot.machine() + ": screenshot " + screenshot.file());
            case TestEvent.LinksChanged ignored -> {
            }
            case TestEvent.HostDescribed ignored -> {
            }
            case TestEvent.MachineDescribed ignored -> {
            }
            case TestEvent.Supervised ignored -> {
            }
            case TestEvent.ImageBuilding ignored -> {
            }
            case TestEvent.ImageReady ignored -> {
            }
            case TestEvent.MachineStarting ignored -> {
            }
            case TestEvent.MachineReady ignored -> {
            }
            case TestEvent.MachineRebooting ignored -> {
            }
            case TestEvent.MachineRebooted rebooted -> log(rebooted.machine() + " rebooted: " + rebooted.why());
            case TestEvent.MachineStopped ignored -> {
            }
            case TestEvent.WaitStarted ignored -> {
            }
            case TestEvent.WaitEnded ignored -> {
            }
            case TestEvent.CommandStarted ignored -> {
            }
            case TestEvent.CommandEnded ignored -> {
            }
            case TestEvent.ConsoleSaid ignored -> {
            }
        }
    }

    private void end(List<String> path, Duration took, Result result) {
        running.remove(path);
        cases.add(new Case(String.join(" / ", path), took, result));
    }

    private void end(Duration took, Verdict ending) {
        verdict = Optional.of(ending);
        switch (ending) {
            case Verdict.Passed() -> endMain(took, new Result.Passed());
            case Verdict.Failed(var failure) -> endMain(took, new Result.Failed(failure));
            case Verdict.TimedOut(var limit) -> endMain(took,
                    new Result.CutShort("the global timeout of " + limit.toSeconds() + " s ended the run"));
            case Verdict.Interrupted(var signal) -> endMain(took, new Result.CutShort(signal + " ended the run"));
        }
    }

    private void endMain(Duration took, Result result) {
        cutShort("the run ended before it did");
        var isToldBySubtest = cases.stream().anyMatch(subtest -> subtest.result().equals(result));
        if (cases.isEmpty() || !(isToldBySubtest || result instanceof Result.Passed)) {
            cases.add(new Case(MAIN, took, result));
        }
    }

    private void cutShort(String why) {
        running.forEach((path, since) -> cases.add(
                new Case(String.join(" / ", path), Duration.between(since, last), new Result.CutShort(why))));
        running.clear();
    }

    /** To be called after the last event: a run that never said how it ended did not pass. */
    void finish() {
        if (verdict.isEmpty()) {
            endMain(duration(), new Result.CutShort("the run ended without a verdict"));
        }
    }

    private void log(TestEvent.Logged logged) {
        log(logged.machine().map(machine -> machine + ": ").orElse("") + logged.text());
    }

    private void log(String line) {
        log.append(line).append('\n');
        if (log.length() > MOST_LOG) {
            log.delete(0, log.length() - MOST_LOG / 2).insert(0, "… what was logged before is in the event stream\n");
        }
    }

    String name() {
        return name;
    }

    Instant started() {
        return started.orElse(last);
    }

    Duration duration() {
        return Duration.between(started(), last);
    }

    List<Case> cases() {
        return List.copyOf(cases);
    }

    String log() {
        return log.toString();
    }
}
