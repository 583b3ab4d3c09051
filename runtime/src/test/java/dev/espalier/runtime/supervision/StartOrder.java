package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The children a supervisor has to know in start order, and whether it keeps to it: within one piece of work it
 * starts them in this order and stops them in reverse.
 */
final class StartOrder {

    private final List<String> ids = new ArrayList<>();
    private final Map<String, ChildSpec> specs = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> due = new ArrayList<>();
    private int lastStarted = -1;
    private int lastStopped = Integer.MAX_VALUE;
    private int lastPlace;

    StartOrder(List<ChildSpec> children) {
        children.forEach(this::add);
    }

    private int place(String id) {
        return Objects.requireNonNull(places.get(id));
    }

    private void add(ChildSpec spec) {
        if (!ids.contains(spec.id())) {
            ids.add(spec.id());
            places.put(spec.id(), lastPlace++);
        }
        specs.put(spec.id(), spec);
    }

    List<String> ids() {
        return ids;
    }

    ChildSpec spec(String id) {
        return Objects.requireNonNull(specs.get(id));
    }

    /** A piece of work may begin with the start of this child, with no other sign of it. */
    void mayStart(String id) {
        due.add(id);
    }

    /** Another piece of work begins. */
    void somethingElse() {
        lastStarted = -1;
        lastStopped = Integer.MAX_VALUE;
    }

    void starts(ChildSpec spec) {
        add(spec);
        int place = place(spec.id());
        if (place <= lastStarted && due.remove(spec.id())) {
            somethingElse();
        }
        assertThat(place).as("place of %s, which starts, in %s", spec.id(), ids).isGreaterThan(lastStarted);
        lastStarted = place;
        lastStopped = Integer.MAX_VALUE;
    }

    void stops(String id) {
        int place = place(id);
        assertThat(place).as("place of %s, which stops, in %s", id, ids).isLessThan(lastStopped);
        lastStopped = place;
        lastStarted = -1;
    }

    void isBuried(ChildSpec spec) {
        if (spec.restart() == Restart.TEMPORARY) {
            delete(spec.id());
        }
    }

    void delete(String id) {
        ids.remove(id);
    }
}
