package dev.espalier.runtime.supervision;

import java.time.Duration;

/** How a scenario's worker stops when it is asked to; the scenario's {@code stop} key. */
sealed interface Manners {

    /** Cleans up and ends. */
    record Clean() implements Manners {}

    /** Ends without cleaning up. */
    record NoTrap() implements Manners {}

    /** Cleans up for ever. */
    record Hang() implements Manners {}

    /** Cleans up for a while. */
    record Slow(Duration time) implements Manners {}

    /** Cleans up and ends for a reason of its own, whatever it was asked. */
    record Wilful(ExitReason reason) implements Manners {}

    static Manners parse(String key) {
        String[] parts = key.split(":", 2);
        return switch (parts[0]) {
            case "clean" -> new Clean();
            case "notrap" -> new NoTrap();
            case "hang" -> new Hang();
            case "slow" -> new Slow(Duration.ofMillis(Long.parseLong(parts[1])));
            case "reason" -> new Wilful(ErlangTerm.reason(parts[1]));
            default -> throw new IllegalArgumentException(key);
        };
    }

    /** The reason of an end that was meant to have this one. */
    default ExitReason bend(ExitReason meant) {
        return this instanceof Wilful wilful ? wilful.reason() : meant;
    }
}
