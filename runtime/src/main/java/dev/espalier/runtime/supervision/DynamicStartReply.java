package dev.espalier.runtime.supervision;

import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;

/** The answer to {@link DynamicSupervisor.StartChild}. */
public sealed interface DynamicStartReply {

    /**
     * The child is up.
     *
     * @param info what it passed to {@link Child#started(Object)}
     */
    record Started(ActorRef<?> ref, Optional<Object> info) implements DynamicStartReply {}

    /** The child is not needed, and forgotten. */
    record Ignored() implements DynamicStartReply {}

    /** The child could not be started, and is forgotten. */
    record Failed(ExitReason reason) implements DynamicStartReply {}

    /** There are as many children as there may be. */
    record TooMany() implements DynamicStartReply {}

    /** The spec is invalid; a dynamic child cannot be significant. */
    record Invalid(SpecError error) implements DynamicStartReply {}
}
