package dev.espalier.runtime.supervision;

import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;

/** The answer to {@link Supervisor.RestartChild}, as that of OTP's {@code restart_child}. */
public sealed interface RestartReply {

    /**
     * The child is up again.
     *
     * @param info what it passed to {@link Child#started(Object)}
     */
    record Started(ActorRef<?> ref, Optional<Object> info) implements RestartReply {}

    /** The child is not needed now; its spec is kept. */
    record Ignored() implements RestartReply {}

    /** The child is running. */
    record Running() implements RestartReply {}

    /** The supervisor is about to restart the child itself. */
    record Restarting() implements RestartReply {}

    /** There is no child with this id. */
    record NotFound() implements RestartReply {}

    /** The child could not be started; its spec is kept. */
    record Failed(ExitReason reason) implements RestartReply {}
}
