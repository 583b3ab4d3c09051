package dev.espalier.engine;

import java.time.Duration;

import dev.espalier.runtime.supervision.RestartIntensity;

/** What becomes of a machine that goes down without anybody wanting it; as OTP's restart types. */
public sealed interface MachineRestart {

    /** It stays down, and the cluster tells of its death. */
    record Temporary() implements MachineRestart {}

    /**
     * It is started again after a pause, with its disks and its network, and whoever holds it goes on using it. Each pause is
     * twice that before it. If that happens more often than its intensity allows, it has died for good.
     *
     * @param first     the pause before the first restart; more than zero
     * @param longest   no pause is longer
     * @param intensity how many restarts there may be in which time
     */
    record Permanent(Duration first, Duration longest, RestartIntensity intensity) implements MachineRestart {
        /** A second to a minute, five times in ten minutes. */
        public static final Permanent DEFAULT = new Permanent(Duration.ofSeconds(1), Duration.ofMinutes(1),
                new RestartIntensity(5, Duration.ofMinutes(10)));

        public Permanent {
            if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "pauses are more than zero, and the first is not the longest: " + first + ", " + longest);
            }
        }
    }
}
