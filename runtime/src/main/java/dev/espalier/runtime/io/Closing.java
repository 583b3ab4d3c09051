package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Function;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an actor holds what has to be closed: while it is in a state it is open, when it stops there it is closed. */
public final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    /** A state that closes {@code held} if the actor stops in it. */
    public static <T> Behavior<T> after(Closeable held, Function<T, Behavior<T>> onMessage) {
        return Behaviors.receive((context, message) -> onMessage.apply(message), (context, signal) -> {
            if (signal instanceof PostStop) {
                quietly(held);
            }
            return Behaviors.same();
        });
    }

    /** Closes what may be closed already; a failure is only logged, for there is nothing left to do about it. */
    public static void quietly(Closeable held) {
        try {
            held.close();
        } catch (IOException e) {
            LOG.debug("closing {}", held, e);
        }
    }
}
