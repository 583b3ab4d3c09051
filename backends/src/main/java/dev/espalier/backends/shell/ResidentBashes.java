package dev.espalier.backends.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The bashes that wait on a guest's ports for commands, at a moment when none of them runs one.
 *
 * @param bootId whose they are
 * @param pids   by lane; {@value #NONE} where there is none
 */
public record ResidentBashes(String bootId, List<Long> pids) {
    private static final long NONE = 0;

    public ResidentBashes {
        pids = List.copyOf(pids);
    }

    /** What each of them runs: those that ran something else could not be talked to. */
    public static String program() {
        return LaneScript.RESIDENT;
    }

    static long pid(Lane.State state) {
        return state instanceof Lane.Idle(var pid) ? pid : NONE;
    }

    Optional<Long> pid(int lane) {
        return lane < pids.size() && pids.get(lane) != NONE ? Optional.of(pids.get(lane)) : Optional.empty();
    }

    /** One line, as {@link #parse} reads it. */
    public String line() {
        return bootId + " " + pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** @throws IllegalArgumentException if it is no such line */
    public static ResidentBashes parse(String line) {
        var words = line.strip().split(" ");
        return new ResidentBashes(words[0], Arrays.stream(words).skip(1).map(Long::valueOf).toList());
    }
}
