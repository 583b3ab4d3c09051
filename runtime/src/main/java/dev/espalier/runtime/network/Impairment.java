package dev.espalier.runtime.network;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How bad a link is. Each value holds for each direction by itself: an answer over a link with a delay of 50 ms takes 100 ms
 * longer.
 *
 * @param delay  by how much each packet is late; zero for none
 * @param jitter by how much that differs from packet to packet, more or less; at most {@code delay}
 * @param loss   the share of packets that do not arrive, 0 to 1
 * @param rate   the most bits a second that pass, at least {@value #LEAST_RATE}; none for as many as there are
 */
public record Impairment(Duration delay, Duration jitter, double loss, OptionalLong rate) {
    public static final long LEAST_RATE = 8_000;

    private static final Duration MOST_DELAY = Duration.ofMinutes(10);

    /** A link as good as this host makes it. */
    public static final Impairment NONE = new Impairment(Duration.ZERO, Duration.ZERO, 0, OptionalLong.empty());

    /** @throws IllegalArgumentException if a value is out of its range */
    public Impairment {
        require(!delay.isNegative() && delay.compareTo(MOST_DELAY) <= 0,
                "a delay is zero to " + MOST_DELAY + ": " + delay);
        require(!jitter.isNegative() && jitter.compareTo(delay) <= 0,
                "a jitter is zero to the delay, " + delay + ": " + jitter);
        require(loss >= 0 && loss <= 1, "a loss is 0 to 1: " + loss);
        require(rate.orElse(LEAST_RATE) >= LEAST_RATE, "a rate is at least " + LEAST_RATE + " bits a second: " + rate);
    }

    public Impairment delay(Duration value) {
        return new Impairment(value, jitter, loss, rate);
    }

    public Impairment jitter(Duration value) {
        return new Impairment(delay, value, loss, rate);
    }

    /** @param share of the packets, 0 to 1 */
    public Impairment loss(double share) {
        return new Impairment(delay, jitter, share, rate);
    }

    public Impairment rate(long bitsPerSecond) {
        return new Impairment(delay, jitter, loss, OptionalLong.of(bitsPerSecond));
    }

    /** The same without a delay, which somebody else sees to. */
    public Impairment withoutDelay() {
        return new Impairment(Duration.ZERO, Duration.ZERO, loss, rate);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
