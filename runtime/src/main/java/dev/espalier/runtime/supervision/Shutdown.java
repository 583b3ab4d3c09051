package dev.espalier.runtime.supervision;

import java.time.Duration;

/** How a supervisor stops a child, as OTP's {@code shutdown} key. */
public sealed interface Shutdown {

    /** Kill at once: the child does no clean-up, its kill handles are run. */
    record BrutalKill() implements Shutdown {}

    /**
     * Ask, and kill when the child is not gone in time.
     *
     * @param patience not negative; zero kills at once
     */
    record Timeout(Duration patience) implements Shutdown {

        public Timeout {
            if (patience.isNegative()) {
                throw new IllegalArgumentException("negative shutdown timeout: " + patience);
            }
        }
    }

    /** Ask, and wait as long as it takes; meant for supervisors. */
    record Infinity() implements Shutdown {}

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
