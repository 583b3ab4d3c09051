package dev.espalier.bench.microvm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What became of tests, by their classes, in the order in which these ended. */
final class Verdicts implements TestExecutionListener {

    /** @param took from the beginning of the first test's preparation to the end of all */
    record Verdict(String test, int passed, int failed, int skipped, Duration took) {}

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private final Consumer<String> lines;
    private final Map<String, List<Outcome>> outcomes = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    /** @param lines is told of each test as it ends */
    Verdicts(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Of something that is no test. */
    void add(Verdict verdict) {
        verdicts.add(verdict);
    }

    List<Verdict> all() {
        return List.copyOf(verdicts);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        classOf(test).ifPresent(name -> begun.putIfAbsent(name, System.nanoTime()));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        ended(test, Outcome.SKIPPED, reason);
        conclude(test);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var thrown = result.getThrowable();
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    ended(test, Outcome.PASSED, "");
                }
            }
            case FAILED -> ended(test, Outcome.FAILED, thrown.map(Throwable::toString).orElse(""));
            case ABORTED ->
                ended(test, Outcome.SKIPPED, thrown.map(why -> String.valueOf(why.getMessage())).orElse(""));
        }
        conclude(test);
    }

    private void ended(TestIdentifier test, Outcome outcome, String why) {
        classOf(test).ifPresent(name -> {
            outcomes.computeIfAbsent(name, first -> new ArrayList<>()).add(outcome);
            var what = test.isTest() ? ": " + test.getDisplayName() : "";
            lines.accept(outcome + " " + name + what + (why.isEmpty() ? "" : ": " + why));
        });
    }

    private void conclude(TestIdentifier test) {
        if (!(test.getSource().orElse(null) instanceof ClassSource source)) {
            return;
        }
        var name = simple(source.getClassName());
        var of = outcomes.getOrDefault(name, List.of());
        verdicts.add(new Verdict(name, count(of, Outcome.PASSED), count(of, Outcome.FAILED),
                count(of, Outcome.SKIPPED),
                Duration.ofNanos(System.nanoTime() - begun.getOrDefault(name, System.nanoTime()))));
    }

    private static int count(List<Outcome> outcomes, Outcome wanted) {
        return (int) outcomes.stream().filter(wanted::equals).count();
    }

    private static Optional<String> classOf(TestIdentifier test) {
        return test.getSource().flatMap(source -> switch (source) {
            case ClassSource type -> Optional.of(simple(type.getClassName()));
            case MethodSource method -> Optional.of(simple(method.getClassName()));
            default -> Optional.empty();
        });
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
