package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A child of a {@link DynamicCore}, from its first start until it is forgotten. */
final class DynamicChild {

    private final ChildSpec spec;
    private List<Consumer<? super TerminateReply>> terminators = List.of();
    private Optional<Consumer<? super CoreEvent.DynamicStartAnswer>> starter;
    private ChildState state = new ChildState.NotRunning();
    private long since;
    private Optional<ExitReason> lastReason = Optional.empty();

    DynamicChild(ChildSpec spec, Consumer<? super CoreEvent.DynamicStartAnswer> starter) {
        this.spec = spec;
        this.starter = Optional.of(starter);
    }

    ChildSpec spec() {
        return spec;
    }

    ChildState state() {
        return state;
    }

    boolean isIn(ChildState.Phase phase) {
        return state instanceof ChildState.Live live && live.phase() == phase;
    }

    void become(ChildState next, long now) {
        state = next;
        since = now;
    }

    void hadEnd(ExitReason reason) {
        lastReason = Optional.of(reason);
    }

    ExitReason lastReason() {
        return lastReason.orElseThrow();
    }

    CoreEvent.ChildSnapshot snapshot() {
        return new CoreEvent.ChildSnapshot(spec, state, since, lastReason);
    }

    /** The one who waits for the first start to be over, once. */
    Optional<Consumer<? super CoreEvent.DynamicStartAnswer>> takeStarter() {
        var taken = starter;
        starter = Optional.empty();
        return taken;
    }

    void addTerminator(Consumer<? super TerminateReply> caller) {
        List<Consumer<? super TerminateReply>> more = new ArrayList<>(terminators);
        more.add(caller);
        terminators = more;
    }

    List<Consumer<? super TerminateReply>> terminators() {
        return terminators;
    }
}
