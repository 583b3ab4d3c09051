package dev.espalier.bench.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * How much worse than the floor we were once: ratios, which a slower host does not change, and no times.
 *
 * @param version of this form
 */
public record Baseline(int version, List<Known> ratios) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** How many times as much as it was is a fault. */
    private static final double FAULT = 2;

    /**
     * One row.
     *
     * @param cost  how many times as much as the floor's, the less the better
     * @param noise the highest it was in any round, as a multiple of {@code cost}
     */
    public record Known(Row row, double cost, double noise) {}

    /** What is to be said of one row. */
    public sealed interface Finding {
        Known known();

        /** No worse than it was, but for noise. */
        record AsBefore(Known known, double cost) implements Finding {}

        /** Beyond the noise. */
        record Worse(Known known, double cost) implements Finding {}

        /** Twice as bad. */
        record Fault(Known known, double cost) implements Finding {}

        /** There is nothing to compare it with, now. */
        record NotMeasured(Known known) implements Finding {}

        /** For a person. */
        default String words() {
            return known().row().words() + ": " + switch (this) {
                case AsBefore(var known, var cost) -> "%.2f times the floor, as before".formatted(cost);
                case Worse(var known, var cost) -> "%.2f times the floor, which was %.2f (up to %.2f)".formatted(cost,
                        known.cost(), known.cost() * known.noise());
                case Fault(var known, var cost) -> "%.2f times the floor, which was %.2f: more than %.0f times as bad"
                        .formatted(cost, known.cost(), FAULT);
                case NotMeasured(var known) -> "not measured";
            };
        }
    }

    /** Of all rows of a report that have a floor, without those of slow commands: they are the host's accidents. */
    public static Baseline of(Report report) {
        var ratios = new ArrayList<Known>();
        report.rows()
                .filter(row -> row.work() != Work.COMMAND_P95)
                .forEach(row -> cost(report, row).ifPresent(cost -> ratios.add(
                        new Known(row, cost, noise(report, row, cost)))));
        return new Baseline(VERSION, ratios);
    }

    private static OptionalDouble cost(Report report, Row row) {
        var ours = report.median(row, Contender.ESPALIER);
        var floor = report.median(row, Contender.FLOOR);
        return ours.isPresent() && floor.isPresent()
                ? OptionalDouble.of(row.work().unit().lead(floor.getAsDouble(), ours.getAsDouble()))
                : OptionalDouble.empty();
    }

    private static double noise(Report report, Row row, double cost) {
        var unit = row.work().unit();
        var ours = report.summary(row, Contender.ESPALIER).flatMap(Summary::typical).orElseThrow();
        var floor = report.summary(row, Contender.FLOOR).flatMap(Summary::typical).orElseThrow();
        return Stream.of(ours.lowest(), ours.highest())
                .mapToDouble(value -> unit.lead(floor.median(), value))
                .max()
                .orElse(cost) / cost;
    }

    public List<Finding> judge(Report report) {
        return ratios.stream().map(known -> finding(known, report)).toList();
    }

    private static Finding finding(Known known, Report report) {
        var now = cost(report, known.row());
        if (now.isEmpty()) {
            return new Finding.NotMeasured(known);
        }
        var cost = now.getAsDouble();
        if (cost > known.cost() * FAULT) {
            return new Finding.Fault(known, cost);
        }
        return cost > known.cost() * known.noise() ? new Finding.Worse(known, cost) : new Finding.AsBefore(known, cost);
    }

    public void write(Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }

    /** @throws IOException if it is none, or of another form */
    public static Baseline read(Path file) throws IOException {
        var baseline = JSON.readValue(file.toFile(), Baseline.class);
        if (baseline.version() != VERSION) {
            throw new IOException(file + " is not of the form " + VERSION + " of baselines");
        }
        return baseline;
    }
}
