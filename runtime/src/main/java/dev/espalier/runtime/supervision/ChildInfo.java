package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.ActorRef;

/** One child in the answer to {@link Supervisor.WhichChildren}. */
public record ChildInfo(String id, Status status, ChildType type) {

    /** What a child is doing. */
    public sealed interface Status {

        record Running(ActorRef<?> ref) implements Status {}

        /** The last attempt to restart it has failed, and the next one is due. */
        record Restarting() implements Status {}

        /** It has been stopped, has ended or is not needed; OTP's {@code undefined}. */
        record NotRunning() implements Status {}
    }
}
