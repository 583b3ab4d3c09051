package dev.espalier.bench.run;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds       in each of which every machine is booted anew
 * @param commands     to a guest that has to do them
 * @param nullCommands to one that does not
 * @param bytes        of an output and of an input
 * @param idle         how long nothing is asked for
 * @param guests       of virtual machines
 * @param machines     how many run at once, for the curves
 * @param virtual      the same for machines that are virtual, or hosts
 * @param patience     after which no disturbed round is repeated
 */
record Extent(int rounds, int commands, int nullCommands, long bytes, Duration idle,
        List<QemuPart.Guest> guests, List<Integer> machines, List<Integer> virtual, Duration patience) {
    static final Extent QUICK = new Extent(5, 40, 4_000, 16L << 20, Duration.ofSeconds(1),
            List.of(QemuPart.Guest.TINY), List.of(1), List.of(1),
            Duration.ofMinutes(4));
    static final Extent FULL = new Extent(5, 100, 20_000, 64L << 20, Duration.ofSeconds(3),
            List.of(QemuPart.Guest.values()), List.of(1, 4, 16),
            List.of(1, 4), Duration.ofMinutes(10));

    /** Whether that is measured which takes long. */
    boolean hasLong() {
        return guests.contains(QemuPart.Guest.DEBIAN);
    }

    /** The same, with outputs and inputs that are no larger. */
    Extent upTo(long most) {
        return new Extent(rounds, commands, nullCommands, Math.min(bytes, most), idle, guests, machines, virtual,
                patience);
    }

    /** For a person. */
    String words() {
        return rounds + " rounds of " + commands + " commands, outputs and inputs of " + (bytes >> 20) + " MiB";
    }
}
