package dev.espalier.bench.supervision;

import java.util.List;

/**
 * Restarts in a row.
 *
 * @param nanos of all together
 * @param each from the order to crash to the news that the next incarnation is up
 */
record Restarts(long nanos, List<Long> each) {

    Restarts {
        each = each.stream().sorted().toList();
    }

    double microsOfPercentile(int percentile) {
        return each.get((each.size() - 1) * percentile / 100) / 1e3;
    }

    double perSecond() {
        return each.size() * 1e9 / nanos;
    }
}
