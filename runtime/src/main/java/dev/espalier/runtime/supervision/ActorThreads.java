package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.DispatcherSelector;

/** Which threads run a child's actor. Neither may be blocked. */
public enum ActorThreads {

    /** Those of the actor system's own: the actor has its turn, whatever else there is to do in the JVM. */
    OWN,

    /**
     * Virtual ones. For an actor that does little else than to hear from such threads and to wake them: to wake one of
     * another kind takes longer than all that. It waits when they do.
     */
    VIRTUAL;

    DispatcherSelector dispatcher() {
        return switch (this) {
            case OWN -> DispatcherSelector.defaultDispatcher();
            case VIRTUAL -> DispatcherSelector.blocking();
        };
    }
}
