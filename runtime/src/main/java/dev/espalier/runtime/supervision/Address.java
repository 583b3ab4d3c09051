package dev.espalier.runtime.supervision;

import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Where a child is found by others in its tree, whichever of its incarnations lives: OTP's registered name, with a
 * type and without a registry. It is made together with the specs and given to whoever needs it.
 */
public final class Address<T> {

    private final String name;
    private volatile @Nullable ActorRef<T> current;

    /** @param name for the message when nobody is found */
    public Address(String name) {
        this.name = name;
    }

    /** Says that {@code ref} is found here from now on; for a behavior that is being set up. */
    public void register(ActorRef<T> ref) {
        current = ref;
    }

    /**
     * Who was last registered. It may have ended, like whoever holds a reference; those who are restarted
     * together with it, as under {@link RestartStrategy#REST_FOR_ONE}, find the new one.
     *
     * @throws IllegalStateException if nobody was registered yet: the start order is wrong
     */
    public ActorRef<T> ref() {
        ActorRef<T> found = current;
        if (found == null) {
            throw new IllegalStateException("'" + name + "' has not been started yet");
        }
        return found;
    }

    /** Who was last registered, if anybody was. */
    public Optional<ActorRef<T>> find() {
        return Optional.ofNullable(current);
    }

    /** Tells {@link #ref()}, and fails as it does. */
    public void tell(T message) {
        ref().tell(message);
    }
}
