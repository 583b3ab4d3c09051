package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.report.Fact;
import dev.espalier.report.LogLevel;
import dev.espalier.report.TestEvent;
import dev.espalier.report.Verdict;
import dev.espalier.report.WaitOutcome;
import dev.espalier.report.page.Span.Kind;
import dev.espalier.report.page.Span.Outcome;

/** A run, gathered from its events: all that a page tells of it. */
final class RunStory {
    private static final int MOST_LOG_LINES = 400;
    private static final int MOST_SUBTESTS = 1000;

    private sealed interface Key {
        record Wait(long number) implements Key {}

        record Command(long number) implements Key {}
    }

    /** A screenshot, as the test named it. */
    record Screenshot(Instant at, String machine, String file) {}

    private final Map<String, MachineStory> machines = new LinkedHashMap<>();
    private final Spans images = new Spans();
    private final Map<List<String>, Subtest> openSubtests = new LinkedHashMap<>();
    private final List<Subtest> subtests = new ArrayList<>();
    private final List<Screenshot> screenshots = new ArrayList<>();
    private final Deque<LogLine> log = new ArrayDeque<>();
    private final Member tree = new Member("");
    private String test = "test";
    private List<Fact> host = List.of();
    private Optional<Instant> began = Optional.empty();
    private Instant last = Instant.EPOCH;
    private Optional<Verdict> verdict = Optional.empty();
    private int logLinesLeftOut;

    void apply(TestEvent event) {
        last = event.at().isAfter(last) ? event.at() : last;
        began = began.or(() -> Optional.of(event.at()));
        switch (event) {
            case TestEvent.RunStarted(var at, var name, var names) -> {
                test = name;
                names.forEach(this::machine);
            }
            case TestEvent.HostDescribed(var at, var facts) -> host = facts;
            case TestEvent.MachineDescribed(var at, var name, var facts) -> machine(name).described(facts);
            case TestEvent.ImageBuilding(var at, var image) ->
                images.begin(image, Span.begun(Kind.IMAGE, "building the image " + image, at));
            case TestEvent.ImageReady(var at, var image, var took) -> images.end(image, at, Outcome.DONE, "");
            case TestEvent.MachineStarting(var at, var name) -> machine(name).turns(Kind.BOOT, "booting", at, "");
            case TestEvent.MachineReady(var at, var name, var after) -> machine(name).turns(Kind.UP, "up", at, "");
            case TestEvent.MachineRebooting(var at, var name) -> machine(name).turns(Kind.BOOT, "rebooting", at, "");
            case TestEvent.MachineRebooted(var at, var name, var why, var after) ->
                machine(name).turns(Kind.UP, "up", at, why);
            case TestEvent.MachineStopped(var at, var name) ->
                machine(name).ends(new Moment(at, Moment.Kind.STOPPED, "stopped"));
            case TestEvent.MachineRestarting(var at, var name, var why, var after) ->
                machine(name).ends(new Moment(at, Moment.Kind.RESTARTING, why));
            case TestEvent.MachineDied(var at, var name, var why) ->
                machine(name).ends(new Moment(at, Moment.Kind.DIED, why));
            case TestEvent.LinksChanged(var at, var name, var faults) -> machine(name).linksChange(at, faults);
            case TestEvent.WaitStarted(var at, var number, var name, var what) -> machine(name).activities()
                    .begin(new Key.Wait(number), Span.begun(Kind.WAIT, what, at));
            case TestEvent.WaitEnded(var at, var number, var name, var what, var took, var outcome) ->
                machine(name).activities().end(new Key.Wait(number), at, outcome(outcome), words(outcome));
            case TestEvent.CommandStarted(var at, var number, var name, var command) -> machine(name).activities()
                    .begin(new Key.Command(number), Span.begun(Kind.COMMAND, command, at));
            case TestEvent.CommandEnded(var at, var number, var name, var command, var status, var took) -> {
                var outcome = status.isEmpty()
                        ? Outcome.GIVEN_UP
                        : status.getAsInt() == 0 ? Outcome.DONE : Outcome.NONZERO;
                machine(name).activities()
                        .end(new Key.Command(number), at, outcome,
                                status.isEmpty() ? "given up" : "exit " + status.getAsInt());
            }
            case TestEvent.SubtestStarted(var at, var path) ->
                openSubtests.put(path, new Subtest(path, at, new Subtest.Result.Unended()));
            case TestEvent.SubtestPassed(var at, var path, var took) ->
                ends(path, at, new Subtest.Result.Passed(took));
            case TestEvent.SubtestFailed(var at, var path, var took, var failure) ->
                ends(path, at, new Subtest.Result.Failed(took, failure));
            case TestEvent.ScreenshotTaken(var at, var name, var file) -> {
                screenshots.add(new Screenshot(at, name, file));
                machine(name).sees(new Moment(at, Moment.Kind.SCREENSHOT, "screenshot " + file));
            }
            case TestEvent.Supervised(var at, var supervisor, var child, var step, var why) ->
                tree.at(List.of(supervisor.split("/"))).at(List.of(child)).hear(new Member.Incident(at, step, why));
            case TestEvent.Logged(var at, var name, var level, var text) -> logs(new LogLine(at, name, level, text));
            case TestEvent.ConsoleSaid inItsLog -> {
            }
            case TestEvent.PromptOpened(var at, var how) ->
                logs(new LogLine(at, Optional.empty(), LogLevel.INFO,
                        "the script is over; the machines are driven by hand"));
            case TestEvent.RunEnded(var at, var took, var how) -> verdict = Optional.of(how);
        }
    }

    /** It goes on still: what has not ended has lasted until now. */
    void lasts(Instant now) {
        last = now.isAfter(last) ? now : last;
    }

    private static Outcome outcome(WaitOutcome outcome) {
        return switch (outcome) {
            case MET -> Outcome.DONE;
            case TIMED_OUT, FAILED -> Outcome.FAILED;
            case CANCELLED -> Outcome.GIVEN_UP;
        };
    }

    private static String words(WaitOutcome outcome) {
        return switch (outcome) {
            case MET -> "";
            case TIMED_OUT -> "not in time";
            case FAILED -> "failed";
            case CANCELLED -> "given up";
        };
    }

    private MachineStory machine(String name) {
        return machines.computeIfAbsent(name, MachineStory::new);
    }

    private void ends(List<String> path, Instant at, Subtest.Result result) {
        var subtest = Optional.ofNullable(openSubtests.remove(path))
                .orElseGet(() -> new Subtest(path, at, result))
                .ended(result);
        if (subtests.size() < MOST_SUBTESTS || result instanceof Subtest.Result.Failed) {
            subtests.add(subtest);
        }
    }

    private void logs(LogLine line) {
        if (line.level() == LogLevel.DEBUG) {
            return;
        }
        log.addLast(line);
        if (log.size() > MOST_LOG_LINES) {
            log.removeFirst();
            logLinesLeftOut++;
        }
    }

    String test() {
        return test;
    }

    List<Fact> host() {
        return host;
    }

    Instant began() {
        return began.orElse(last);
    }

    /** When the last that is known of it happened. */
    Instant last() {
        return last;
    }

    Duration took() {
        return Duration.between(began(), last);
    }

    /** None if it never said how it ended. */
    Optional<Verdict> verdict() {
        return verdict;
    }

    /** In the test's order, and those that were added in theirs. */
    List<MachineStory> machines() {
        return List.copyOf(machines.values());
    }

    Spans images() {
        return images;
    }

    /** In the order of their beginnings; the ones around others before those. */
    List<Subtest> subtests() {
        return Stream.concat(subtests.stream(), openSubtests.values().stream())
                .sorted(Comparator.comparing(Subtest::from).thenComparingInt(subtest -> subtest.path().size()))
                .toList();
    }

    List<Screenshot> screenshots() {
        return List.copyOf(screenshots);
    }

    /** The last lines. */
    List<LogLine> log() {
        return List.copyOf(log);
    }

    int logLinesLeftOut() {
        return logLinesLeftOut;
    }

    /** What is at the top of the supervision tree. */
    List<Member> tree() {
        return tree.children();
    }
}
