package dev.espalier.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where values are on a line.
 *
 * @param length in units of the picture
 */
record Axis(Scale scale, double low, double high, double length) {
    private static final int TICKS = 5;

    /** What equal distances are. */
    enum Scale {

        /** Equal differences. */
        LINEAR,

        /** Equal ratios. */
        LOGARITHMIC
    }

    /** From nothing to a little more than the highest value. */
    static Axis linear(DoubleStream values, double length) {
        var highest = values.max().orElse(1);
        var step = step(highest);
        return new Axis(Scale.LINEAR, 0, Math.max(1, Math.ceil(highest / step * 0.999)) * step, length);
    }

    /** From a power of ten to one; values are positive. */
    static Axis logarithmic(DoubleStream values, double length) {
        var range = values.summaryStatistics();
        var low = Math.pow(10, Math.floor(Math.log10(range.getMin())));
        var high = Math.pow(10, Math.ceil(Math.log10(range.getMax())));
        return new Axis(Scale.LOGARITHMIC, low, high > low ? high : low * 10, length);
    }

    /** How far from the beginning. */
    double place(double value) {
        return length * switch (scale) {
            case LINEAR -> (value - low) / (high - low);
            case LOGARITHMIC -> Math.log(Math.max(value, low) / low) / Math.log(high / low);
        };
    }

    /** Round values, the ends among them. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        switch (scale) {
            case LINEAR -> {
                var step = step(high);
                for (var tick = low; tick <= high * 1.0001; tick += step) {
                    ticks.add(tick);
                }
            }
            case LOGARITHMIC -> {
                for (var tick = low; tick <= high * 1.0001; tick *= 10) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** Between two ticks, so that there are few of them. */
    private static double step(double highest) {
        var rough = Math.max(highest, Double.MIN_NORMAL) / TICKS;
        var power = Math.pow(10, Math.floor(Math.log10(rough)));
        return DoubleStream.of(1, 2, 5)
                .map(times -> times * power)
                .filter(step -> step >= rough * 0.999)
                .findFirst()
                .orElse(power * 10);
    }

    /** For a person. */
    static String words(double value) {
        return value >= 10 || value == 0
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
