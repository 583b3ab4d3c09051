package dev.espalier.bench.shell;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds       in each of which every guest is booted anew
 * @param commands     to a guest that has to do them
 * @param nullCommands to one that does not
 * @param bytes        of an output and of an input
 * @param idle         how long nothing is asked for
 */
record Sizes(int rounds, int commands, int nullCommands, long bytes, Duration idle) {
    static final Sizes QUICK = new Sizes(2, 100, 10_000, 16L << 20, Duration.ofSeconds(3));
    static final Sizes FULL = new Sizes(5, 300, 40_000, 64L << 20, Duration.ofSeconds(10));
}
