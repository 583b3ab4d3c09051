package dev.espalier.runtime.supervision;

import java.util.HashMap;
import java.util.Map;

/**
 * The incarnations of children that are being restarted which were up last, by their tokens. Whoever has a reference to
 * one means its child until the next incarnation is up, as in Elixir, where such a child keeps its old process id.
 */
final class Predecessors {

    private final Map<Long, Long> predecessors = new HashMap<>();
    private final Map<Long, Long> successors = new HashMap<>();

    /** Notes that {@code next} is tried after {@code token}, which was up or was itself an attempt. */
    void follow(long token, long next) {
        Long attempted = predecessors.remove(token);
        long wasUp = attempted == null ? token : attempted;
        predecessors.put(next, wasUp);
        successors.put(wasUp, next);
    }

    /** The attempt that one which was up stands for; any other token stands for itself. */
    long present(long token) {
        return successors.getOrDefault(token, token);
    }

    /** Notes that {@code token} is an attempt no more: it is up, or its child is forgotten. */
    void settle(long token) {
        Long wasUp = predecessors.remove(token);
        if (wasUp != null) {
            successors.remove(wasUp);
        }
    }
}
