package dev.espalier.runtime.supervision;

import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;

/** The answer to {@link Supervisor.StartChild}, as that of OTP's {@code start_child}. */
public sealed interface StartReply {

    /**
     * The child is up.
     *
     * @param info what it passed to {@link Child#started(Object)}
     */
    record Started(ActorRef<?> ref, Optional<Object> info) implements StartReply {}

    /** The child is not needed; its spec is kept unless it is temporary. */
    record Ignored() implements StartReply {}

    /** A child with this id is running. */
    record AlreadyStarted(ActorRef<?> ref) implements StartReply {}

    /** A child with this id is known but not running. */
    record AlreadyPresent() implements StartReply {}

    /** The child could not be started; its spec is not kept. */
    record Failed(ExitReason reason) implements StartReply {}

    /** The spec is invalid, by itself or for this supervisor; nothing is kept. */
    record Invalid(SpecError error) implements StartReply {}
}
