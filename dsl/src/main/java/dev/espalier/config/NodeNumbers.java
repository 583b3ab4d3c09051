package dev.espalier.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the numbers that machines are given, each by itself and against those before it. */
final class NodeNumbers {
    /** As many as there are addresses for on a network. */
    static final int MOST = 253;

    private final Problems problems;
    private final ValueReader values;
    private final Map<Integer, String> taken = new HashMap<>();

    NodeNumbers(Problems problems, ValueReader values) {
        this.problems = problems;
        this.values = values;
    }

    /** @return none if the machine has no number of its own, or a wrong one */
    Optional<Integer> read(String machine, Section section) {
        return section.entry("number")
                .flatMap(given -> values.wholeNumber(given.value(), given.path(), 1, MOST)
                        .filter(number -> isFree(number, machine, given)));
    }

    private boolean isFree(int number, String machine, Section.Entry given) {
        var other = taken.putIfAbsent(number, machine);
        if (other != null) {
            problems.add(given.at(), given.path(), new Complaint.Ambiguous(machine, other, "number, " + number));
        }
        return other == null;
    }
}
