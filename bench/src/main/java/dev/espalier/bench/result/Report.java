package dev.espalier.bench.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.espalier.bench.Host;
import dev.espalier.bench.Range;

/**
 * All that one run of the benchmarks has measured.
 *
 * @param version   of this form
 * @param taken     when, in UTC, as ISO 8601 has it
 * @param host      where
 * @param extent    how much: in a person's words
 * @param entries   in the order in which they were first measured
 * @param latencies of single commands
 * @param absences  what was not measured here, and why
 * @param took      how long it took to measure, in the order in which it was begun
 */
public record Report(int version, String taken, Host host, String extent, List<Entry> entries,
        List<Latencies> latencies, List<Absence> absences, List<Took> took) {
    /** The form that is written. */
    public static final int VERSION = 2;

    /** The samples of one row of one contender. */
    public record Entry(Row row, Contender contender, List<Sample> samples) {}

    /** How long single commands took, at 0, 1, 2 to 100 percent of all of them, in milliseconds. */
    public record Latencies(Setting setting, Contender contender, List<Double> percentiles) {}

    /** What was not measured. */
    public record Absence(String what, String why) {}

    /**
     * What it took to measure one part.
     *
     * @param times   how often it was measured
     * @param seconds of all these times together
     */
    public record Took(String part, int times, double seconds) {
        Took once(double more) {
            return new Took(part, times + 1, seconds + more);
        }
    }

    public Report {
        entries = List.copyOf(entries);
        latencies = List.copyOf(latencies);
        absences = List.copyOf(absences);
        took = List.copyOf(took);
    }

    /** All rows, in order. */
    public Stream<Row> rows() {
        return entries.stream().map(Entry::row).distinct();
    }

    public Stream<Setting> settings() {
        return rows().map(Row::setting).distinct();
    }

    /** Whoever was measured with these machines. */
    public Stream<Contender> contenders(Setting setting) {
        return entries.stream()
                .filter(entry -> entry.row().setting().equals(setting))
                .map(Entry::contender)
                .distinct()
                .sorted();
    }

    public Optional<Summary> summary(Row row, Contender contender) {
        return entries.stream()
                .filter(entry -> entry.row().equals(row) && entry.contender() == contender)
                .findFirst()
                .map(entry -> Summary.of(entry.samples()));
    }

    /** Our median beside another's: below 1 where ours is less. */
    public OptionalDouble ratio(Row row, Contender other) {
        var ours = median(row, Contender.ESPALIER);
        var theirs = median(row, other);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }

    OptionalDouble median(Row row, Contender contender) {
        return summary(row, contender).flatMap(Summary::typical)
                .map(Range::median)
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    /** Whether some figure rests on rounds that others disturbed. */
    @JsonIgnore
    public boolean isDisturbed() {
        return entries.stream()
                .map(entry -> Summary.of(entry.samples()))
                .anyMatch(summary -> summary instanceof Summary.Median(var range, var rounds)
                        && rounds == Summary.Rounds.DISTURBED);
    }
}
