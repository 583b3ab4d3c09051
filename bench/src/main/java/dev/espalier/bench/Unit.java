package dev.espalier.bench;

import java.util.Locale;

/** What a figure is counted in, which says whether more is better. */
public enum Unit {

    MICROSECONDS("us", 1, Better.LESS),
    MILLISECONDS("ms", 2, Better.LESS),
    SECONDS("s", 2, Better.LESS),
    KILOBYTES("kB", 2, Better.LESS),
    MEGABYTES("MB", 1, Better.LESS),
    PERCENT("%", 1, Better.LESS),
    PER_SECOND("/s", 0, Better.MORE),
    MEGABYTES_PER_SECOND("MB/s", 1, Better.MORE);

    private enum Better {
        LESS,
        MORE
    }

    private final String symbol;
    private final int decimals;
    private final Better better;

    Unit(String symbol, int decimals, Better better) {
        this.symbol = symbol;
        this.decimals = decimals;
        this.better = better;
    }

    public String symbol() {
        return symbol;
    }

    /** A value below 1 has a digit more, so that it can be told from a bound beside it. */
    public String show(double value) {
        var digits = value != 0 && Math.abs(value) < 1 ? decimals + 1 : decimals;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    /** How many times as good one value is as another. */
    public double lead(double value, double other) {
        return switch (better) {
            case LESS -> other / value;
            case MORE -> value / other;
        };
    }

    /** Whether a value keeps to a bound. */
    public boolean keepsTo(double bound, double value) {
        return lead(value, bound) >= 1;
    }

    /** A bound that values have to keep to. */
    public String bound(double value) {
        return switch (better) {
            case LESS -> "<= " + show(value);
            case MORE -> ">= " + show(value);
        };
    }
}
