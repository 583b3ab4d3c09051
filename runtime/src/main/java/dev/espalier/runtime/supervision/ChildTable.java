package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** A supervisor's children in start order, found by id or by the token of their incarnation. */
final class ChildTable {

    /** One child and what is known about it. */
    static final class Entry {

        private final ChildSpec spec;
        private ChildState state = new ChildState.NotRunning();
        private long since;
        private Optional<ExitReason> lastReason = Optional.empty();

        private Entry(ChildSpec spec, long since) {
            this.spec = spec;
            this.since = since;
        }

        ChildSpec spec() {
            return spec;
        }

        String id() {
            return spec.id();
        }

        ChildState state() {
            return state;
        }

        /** What those who ask may know of it. */
        CoreEvent.ChildSnapshot snapshot() {
            return new CoreEvent.ChildSnapshot(spec, state, since, lastReason);
        }

        /** Notes how an incarnation, or the attempt to start one, has ended. */
        void hadEnd(ExitReason reason) {
            lastReason = Optional.of(reason);
        }

        ExitReason lastReason() {
            return lastReason.orElseThrow();
        }

        boolean hasToken(long token) {
            return state instanceof ChildState.Live live && live.token() == token;
        }

        boolean isIn(ChildState.Phase phase, long token) {
            return state.equals(new ChildState.Live(token, phase));
        }

        /** Whether it is on its way up, in time or not. */
        boolean isStarting() {
            return state instanceof ChildState.Live live
                    && (live.phase() == ChildState.Phase.STARTING || live.phase() == ChildState.Phase.OVERDUE);
        }

        boolean isTemporary() {
            return spec.restart() == Restart.TEMPORARY;
        }
    }

    private final Map<String, Entry> byId = new LinkedHashMap<>();
    private final Map<Long, Entry> byToken = new HashMap<>();
    private final LongConsumer forgotten;
    private long now;

    /** @param forgotten told every token that no child has any more */
    ChildTable(LongConsumer forgotten) {
        this.forgotten = forgotten;
    }

    /** Sets the time, in seconds, of the changes that follow. */
    void at(long now) {
        this.now = now;
    }

    Entry add(ChildSpec spec) {
        Entry entry = new Entry(spec, now);
        byId.put(spec.id(), entry);
        return entry;
    }

    Optional<Entry> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Entry> find(long token) {
        return Optional.ofNullable(byToken.get(token));
    }

    Collection<Entry> all() {
        return byId.values();
    }

    /** This child and those that start after it. */
    List<Entry> from(Entry first) {
        List<Entry> tail = new ArrayList<>();
        for (Entry entry : byId.values()) {
            if (entry == first || !tail.isEmpty()) {
                tail.add(entry);
            }
        }
        return tail;
    }

    void become(Entry entry, ChildState state) {
        OptionalLong before = entry.state.incarnation();
        entry.state = state;
        entry.since = now;
        state.incarnation().ifPresent(token -> byToken.put(token, entry));
        if (!state.incarnation().equals(before)) {
            before.ifPresent(this::forget);
        }
    }

    void remove(Entry entry) {
        become(entry, new ChildState.NotRunning());
        byId.remove(entry.id());
    }

    /** What is left of a child that is no longer in play: its spec, unless it is temporary. */
    void retire(Entry entry) {
        if (entry.isTemporary()) {
            remove(entry);
        } else {
            become(entry, new ChildState.NotRunning());
        }
    }

    private void forget(long token) {
        byToken.remove(token);
        forgotten.accept(token);
    }
}
