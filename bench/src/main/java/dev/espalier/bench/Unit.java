package dev.espalier.bench;

import java.util.Locale;

/** What a figure is counted in, which says whether more is better. */
public enum Unit {

    MICROSECONDS("us", "%.1f", Better.LESS),
    MILLISECONDS("ms", "%.2f", Better.LESS),
    SECONDS("s", "%.2f",
            Better.LESS),
    KILOBYTES("kB", "%.2f", Better.LESS),
    PERCENT("%", "%.1f", Better.LESS),
    PER_SECOND("/s",
            "%,.0f", Better.MORE),
    MEGABYTES_PER_SECOND("MB/s", "%.1f", Better.MORE);

    private enum Better {
        LESS,
        MORE
    }

    private final String symbol;
    private final String format;
    private final Better better;

    Unit(String symbol, String format, Better better) {
        this.symbol = symbol;
        this.format = format;
        this.better = better;
    }

    public String symbol() {
        return symbol;
    }

    public String show(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** How many times as good one value is as another. */
    public double lead(double value, double other) {
        return switch (better) {
            case LESS -> other / value;
            case MORE -> value / other;
        };
    }

    /** A bound that values have to keep to. */
    public String bound(double value) {
        return switch (better) {
            case LESS -> "<= " + show(value);
            case MORE -> ">= " + show(value);
        };
    }
}
