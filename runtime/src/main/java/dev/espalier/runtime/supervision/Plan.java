package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.ChildTable.Entry;

/**
 * A piece of a supervisor's work: children to stop, then children to start, strictly one at a time, and what it
 * is all for. Everything a supervisor does to its children has this form.
 */
record Plan(Purpose purpose, Deque<Entry> stops, Deque<Entry> starts) {

    /** Why children are stopped and started, which decides what a failed start leads to, and what comes after. */
    sealed interface Purpose {}

    /** The first start of the static children. */
    record Boot() implements Purpose {}

    /** The restart of a child, and of others with it. */
    record Restart() implements Purpose {}

    record StartCall(Consumer<? super CoreEvent.StartOutcome> caller) implements Purpose {}

    record RestartCall(Consumer<? super CoreEvent.StartOutcome> caller) implements Purpose {}

    record TerminateCall(Consumer<? super TerminateReply> caller) implements Purpose {}

    /** The supervisor's own end. */
    record End(ExitReason reason) implements Purpose {}

    static Plan boot(Collection<Entry> children) {
        return new Plan(new Boot(), new ArrayDeque<>(), new ArrayDeque<>(children));
    }

    /** Stops a group in reverse start order and starts it again, except for temporary children. */
    static Plan restart(List<Entry> group) {
        Deque<Entry> starts = new ArrayDeque<>();
        for (Entry entry : group) {
            if (!entry.isTemporary()) {
                starts.add(entry);
            }
        }
        return new Plan(new Restart(), new ArrayDeque<>(group.reversed()), starts);
    }

    static Plan start(Purpose purpose, Entry child) {
        return new Plan(purpose, new ArrayDeque<>(), new ArrayDeque<>(List.of(child)));
    }

    static Plan terminate(TerminateCall purpose, Entry child) {
        return new Plan(purpose, new ArrayDeque<>(List.of(child)), new ArrayDeque<>());
    }

    static Plan end(ExitReason reason, Collection<Entry> children) {
        return new Plan(new End(reason), new ArrayDeque<>(List.copyOf(children).reversed()), new ArrayDeque<>());
    }
}
