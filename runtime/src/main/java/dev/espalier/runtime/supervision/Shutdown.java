package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.Optional;

/** How a supervisor stops a child, as OTP's {@code shutdown} key. */
public sealed interface Shutdown {

    /** Kill at once: the child does no clean-up, its kill handles are run. */
    record BrutalKill() implements Shutdown {}

    /**
     * Ask, and kill when the child is not gone in time.
     *
     * @param patience not negative; zero kills at once
     */
    record Timeout(Duration patience) implements Shutdown {}

    /** Ask, and wait as long as it takes; meant for supervisors. */
    record Infinity() implements Shutdown {}

    /** Whether the child is not even asked. */
    default boolean isImmediate() {
        return switch (this) {
            case BrutalKill brutal -> true;
            case Timeout timeout -> timeout.patience().isZero();
            case Infinity infinity -> false;
        };
    }

    /** How long a child that has been asked is waited for; empty means for ever. */
    default Optional<Duration> deadline() {
        return switch (this) {
            case BrutalKill brutal -> Optional.of(Duration.ZERO);
            case Timeout timeout -> Optional.of(timeout.patience());
            case Infinity infinity -> Optional.empty();
        };
    }

    static Shutdown brutalKill() {
        return new BrutalKill();
    }

    static Shutdown timeout(Duration patience) {
        return new Timeout(patience);
    }

    static Shutdown infinity() {
        return new Infinity();
    }
}
