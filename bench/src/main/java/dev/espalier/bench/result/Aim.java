package dev.espalier.bench.result;

import java.util.Optional;
import java.util.OptionalDouble;

/** What a figure has to keep to. */
public sealed interface Aim {

    /** A value of its own, in the row's unit. */
    record Bound(double value) implements Aim {}

    /** At most so many times what another takes. */
    record Share(double most, Contender of) implements Aim {}

    /** At most so much more than the floor, in the row's unit. */
    record BeyondFloor(double value) implements Aim {}

    /** At most so many times what another row of ours has. */
    record OfRow(double most, Row other) implements Aim {}

    /** For a person. */
    default String words(Row row) {
        var unit = row.work().unit();
        return switch (this) {
            case Bound(var value) -> unit.bound(value) + " " + unit.symbol();
            case Share(var most, var of) -> "<= %.2f x %s".formatted(most, of.title());
            case BeyondFloor(var value) -> "<= floor + " + unit.show(value) + " " + unit.symbol();
            case OfRow(var most, var other) -> "<= %.3f x %s".formatted(most, other.title());
        };
    }

    /** Whether the row keeps to it; nothing if it was not measured, or too seldom. */
    default Optional<Boolean> isMet(Report report, Row row) {
        var ours = report.median(row, Contender.ESPALIER);
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        var value = ours.getAsDouble();
        return switch (this) {
            case Bound(var bound) -> Optional.of(row.work().unit().keepsTo(bound, value));
            case Share(var most, var of) -> atMost(value, report.median(row, of), most, 0);
            case BeyondFloor(var more) -> atMost(value, report.median(row, Contender.FLOOR), 1, more);
            case OfRow(var most, var other) -> atMost(value, report.median(other, Contender.ESPALIER), most, 0);
        };
    }

    private static Optional<Boolean> atMost(double value, OptionalDouble other, double times, double more) {
        return other.isEmpty() ? Optional.empty() : Optional.of(value <= other.getAsDouble() * times + more);
    }
}
