package dev.espalier.bench;

import java.util.Locale;

/** What a figure is counted in, which says whether more is better. */
public enum Unit {

    MICROSECONDS("us", "%.1f"), SECONDS("s", "%.2f"), KILOBYTES("kB", "%.2f"), PER_SECOND("/s", "%,.0f");

    private final String symbol;
    private final String format;

    Unit(String symbol, String format) {
        this.symbol = symbol;
        this.format = format;
    }

    public String symbol() {
        return symbol;
    }

    public String show(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** How many times as good one value is as another. */
    public double lead(double value, double other) {
        return switch (this) {
            case MICROSECONDS, SECONDS, KILOBYTES -> other / value;
            case PER_SECOND -> value / other;
        };
    }

    /** A bound that values have to keep to. */
    public String bound(double value) {
        return switch (this) {
            case MICROSECONDS, SECONDS, KILOBYTES -> "<= " + show(value);
            case PER_SECOND -> ">= " + show(value);
        };
    }
}
