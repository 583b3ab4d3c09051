package dev.espalier.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.bench.Columns;
import dev.espalier.bench.Range;

/**
 * What became of our figures from one report to another. A change is beyond the noise if the ranges of all rounds have nothing
 * in common.
 */
public record Comparison(Report before, Report after, List<Change> changes) {

    /** What became of one row. */
    public sealed interface Change {
        Row row();

        /** @param lead how many times as good the later median is */
        record Measured(Row row, Range before, Range after, double lead, Sense sense) implements Change {}

        /** It is not in both, or has too few samples in one. */
        record NotComparable(Row row, String why) implements Change {}
    }

    /** Where a change leads. */
    public enum Sense {
        BETTER,
        WORSE,
        WITHIN_NOISE
    }

    public static Comparison of(Report before, Report after) {
        var rows = Stream.concat(before.rows(), after.rows()).distinct().toList();
        return new Comparison(before, after, rows.stream().map(row -> change(row, before, after)).toList());
    }

    private static Change change(Row row, Report before, Report after) {
        var earlier = before.summary(row, Contender.ESPALIER);
        var later = after.summary(row, Contender.ESPALIER);
        if (earlier.isEmpty() || later.isEmpty()) {
            return new Change.NotComparable(row, earlier.isEmpty() ? "only later" : "only before");
        }
        var from = earlier.get().typical();
        var to = later.get().typical();
        if (from.isEmpty() || to.isEmpty()) {
            return new Change.NotComparable(row, "fewer than " + Summary.ENOUGH + " samples");
        }
        var lead = row.work().unit().lead(to.get().median(), from.get().median());
        return new Change.Measured(row, from.get(), to.get(), lead, sense(from.get(), to.get(), lead));
    }

    private static Sense sense(Range before, Range after, double lead) {
        if (before.highest() >= after.lowest() && after.highest() >= before.lowest()) {
            return Sense.WITHIN_NOISE;
        }
        return lead > 1 ? Sense.BETTER : Sense.WORSE;
    }

    /** For a person: all that changed beyond the noise, and how much did not. */
    public String words() {
        var parts = new ArrayList<String>();
        parts.add("before: " + before.host() + "; " + before.taken() + "\nafter: " + after.host() + "; "
                + after.taken());
        if (!before.host().isLike(after.host())) {
            parts.add("These are not the same host: what changed may be the host.");
        }
        for (var sense : List.of(Sense.WORSE, Sense.BETTER)) {
            var lines = measured().filter(change -> change.sense() == sense).map(Comparison::line).toList();
            if (!lines.isEmpty()) {
                parts.add((sense == Sense.WORSE ? "worse" : "better") + "\n" + Columns.aligned(lines));
            }
        }
        parts.add(measured().filter(change -> change.sense() == Sense.WITHIN_NOISE).count()
                + " figures have not changed beyond the noise.");
        var others = changes.stream()
                .flatMap(change -> change instanceof Change.NotComparable other ? Stream.of(other) : Stream.empty())
                .map(other -> other.row().words() + ": " + other.why())
                .collect(Collectors.joining("\n"));
        if (!others.isEmpty()) {
            parts.add("not comparable\n" + others);
        }
        return String.join("\n\n", parts);
    }

    private Stream<Change.Measured> measured() {
        return changes.stream()
                .flatMap(change -> change instanceof Change.Measured one ? Stream.of(one) : Stream.empty());
    }

    private static List<String> line(Change.Measured change) {
        var unit = change.row().work().unit();
        var times = change.lead() > 1
                ? "%.2f times as good".formatted(change.lead())
                : "%.2f times as bad".formatted(1 / change.lead());
        return List.of(change.row().words() + " [" + unit.symbol() + "]", change.before().show(unit),
                change.after().show(unit), times);
    }
}
