package dev.espalier.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Many runs, one after the other, each told in a line, and those that went wrong with all that is known. */
final class FaultedRuns {
    private FaultedRuns() {}

    /**
     * @param seed      of the first; that of the next is one more
     * @param scenarios to choose from
     * @return what is told of those that went wrong
     */
    static List<String> of(int runs, long seed, List<Scenario> scenarios, Consumer<String> told)
            throws IOException, InterruptedException {
        var usual = new EnumMap<Scenario, Duration>(Scenario.class);
        for (var scenario : Set.copyOf(scenarios)) {
            usual.put(scenario, usual(scenario));
            told.accept(scenario + " takes " + usual.get(scenario).toMillis() + " ms");
        }
        var wrong = new ArrayList<String>();
        for (int number = 0; number < runs; number++) {
            var plan = Plan.of(seed + number, scenarios, scenario -> Objects.requireNonNull(usual.get(scenario)));
            var seen = FaultedRun.of(plan);
            var wrongs = seen.wrongs(plan);
            var line = line(plan, seen);
            if (wrongs.isEmpty()) {
                told.accept(seen.saidStackTrace() ? line + "\n  with a stack trace:\n" + seen.said().indent(4) : line);
            } else {
                var story = line + "\n  WRONG: " + String.join("\n  WRONG: ", wrongs) + "\n"
                        + seen.said().indent(4);
                told.accept(story);
                wrong.add(story);
            }
        }
        return wrong;
    }

    /** How long a run takes in which nothing breaks; images are built before. */
    private static Duration usual(Scenario scenario) throws IOException, InterruptedException {
        var took = Duration.ZERO;
        for (int number = 0; number < 2; number++) {
            var plan = new Plan(0, scenario, new Fault.Nothing());
            var began = System.nanoTime();
            var seen = FaultedRun.of(plan);
            took = Duration.ofNanos(System.nanoTime() - began);
            var wrongs = seen.wrongs(plan);
            if (!wrongs.isEmpty()) {
                throw new IOException(
                        scenario + " does not pass even if nothing breaks: " + wrongs + "\n" + seen.said());
            }
        }
        return took;
    }

    private static String line(Plan plan, Observation seen) {
        return "%d %s %s%s: %s".formatted(plan.seed(), plan.scenario(), plan.fault(),
                seen.hit().map(hit -> " at " + hit.role() + " `" + hit.process() + "`").orElse(""),
                seen.exit().map(status -> "exit " + status).or(() -> Optional.of("no end")).get());
    }
}
