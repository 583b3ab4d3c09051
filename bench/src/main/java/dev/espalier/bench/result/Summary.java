package dev.espalier.bench.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.espalier.bench.Range;
import dev.espalier.bench.Unit;

/** What samples amount to. */
public sealed interface Summary {
    /** With fewer, a median says nothing. */
    int ENOUGH = 5;
    /** Says of a figure that others disturbed. */
    String STAR = "*";

    /** @param rounds what the range is of */
    record Median(Range range, Rounds rounds) implements Summary {}

    /** Not enough for a median. */
    record TooFew(List<Double> values) implements Summary {
        public TooFew {
            values = values.stream().sorted().toList();
        }
    }

    /** Whether the host had something else to do. */
    enum Rounds {

        /** Those that others disturbed were left out, if there were any. */
        CALM,

        /** Too few were calm, so all count. */
        DISTURBED;

        private String mark() {
            return this == DISTURBED ? " " + STAR : "";
        }
    }

    /** The calm samples if there are enough of them, or else all. */
    static Summary of(List<Sample> samples) {
        var calm = samples.stream().filter(sample -> !sample.isDisturbed()).toList();
        if (calm.size() >= ENOUGH) {
            return new Median(Range.of(values(calm)), Rounds.CALM);
        }
        var all = values(samples);
        return all.size() < ENOUGH
                ? new TooFew(all)
                : new Median(Range.of(all), calm.size() == samples.size() ? Rounds.CALM : Rounds.DISTURBED);
    }

    private static List<Double> values(List<Sample> samples) {
        return samples.stream().map(Sample::value).toList();
    }

    default Optional<Range> typical() {
        return switch (this) {
            case Median(var range, var rounds) -> Optional.of(range);
            case TooFew few -> Optional.empty();
        };
    }

    /** The median alone, for a person, with its unit; nothing if there is none. */
    default Optional<String> middle(Unit unit) {
        return switch (this) {
            case Median(var range, var rounds) ->
                Optional.of(unit.show(range.median()) + " " + unit.symbol() + rounds.mark());
            case TooFew few -> Optional.empty();
        };
    }

    /** For a person; a star says that others disturbed. */
    default String show(Unit unit) {
        return switch (this) {
            case Median(var range, var rounds) ->
                range.show(unit) + rounds.mark();
            case TooFew(var values) -> values.stream().map(unit::show).collect(Collectors.joining("; "));
        };
    }
}
