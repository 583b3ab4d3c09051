package dev.espalier.bench;

import java.util.List;

/** What came out of several rounds. */
public record Range(double median, double lowest, double highest) {

    public static Range of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Range(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
    }

    /** For a person. */
    public String show(Unit unit) {
        return unit.show(median) + " (" + unit.show(lowest) + " to " + unit.show(highest) + ")";
    }
}
