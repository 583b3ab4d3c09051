package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Traces without the order among the children of dynamic supervisors: each goes its own way, and only what happens to
 * one of them has an order.
 */
record SideBySide(Set<String> children) {

    static SideBySide of(OtpScenario scenario) {
        return new SideBySide(scenario.definitions()
                .values()
                .stream()
                .filter(child -> !child.parent().isEmpty()
                        && scenario.parent(child.name()).kind() == OtpScenario.Kind.DYNAMIC_SUPERVISOR)
                .map(OtpScenario.Definition::name)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Sorts neighbouring lines about such children by child, and leaves those about one child as they are. */
    List<String> sorted(List<String> trace) {
        List<String> sorted = new ArrayList<>();
        List<String> run = new ArrayList<>();
        for (String line : trace) {
            if (children.contains(child(line))) {
                run.add(line);
            } else {
                flush(run, sorted);
                sorted.add(line);
            }
        }
        flush(run, sorted);
        return sorted;
    }

    private static void flush(List<String> run, List<String> sorted) {
        run.sort(Comparator.comparing(SideBySide::child));
        sorted.addAll(run);
        run.clear();
    }

    /** Whom a line is about; empty if about nobody. */
    private static String child(String line) {
        String[] words = line.strip().split(" ", -1);
        return switch (words[0]) {
            case "start", "ignore", "initfail", "failfun", "badret", "terminate", "exit" -> words[1];
            case "report" -> words[3];
            default -> "";
        };
    }
}
