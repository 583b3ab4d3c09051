package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DeathPactException;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Stands between a child's behavior and Pekko: nothing thrown escapes, the reason of every end is written down
 * before the actor stops, and an incarnation that is over does nothing more.
 */
final class ChildWrapper extends ExtensibleBehavior<Object> {

    private final Incarnation incarnation;
    private Behavior<Object> behavior;

    private ChildWrapper(Incarnation incarnation, Behavior<Object> behavior) {
        this.incarnation = incarnation;
        this.behavior = behavior;
    }

    static Behavior<Object> wrap(ChildStart start, Incarnation incarnation) {
        return Behaviors.setup(context -> start(start, incarnation, context));
    }

    private static Behavior<Object> start(ChildStart start, Incarnation incarnation,
            TypedActorContext<Object> context) {
        Behavior<Object> started = guarded(incarnation, () -> Behavior
                .validateAsInitial(Behavior.start(untyped(start.behavior(incarnation)), context)));
        if (!Behavior.isAlive(started)) {
            incarnation.releaseResources();
        }
        boolean goesOn = incarnation.setUp();
        if (!Behavior.isAlive(started)) {
            return started;
        }
        if (goesOn) {
            return new ChildWrapper(incarnation, started);
        }
        Behavior<Object> stopped = guarded(incarnation, () -> {
            Behavior.interpretSignal(started, context, PostStop.instance());
            return Behaviors.stopped();
        });
        incarnation.wasStopped();
        return stopped;
    }

    /** Sound because the child's own references are typed: whoever has the untyped one only watches and stops. */
    @SuppressWarnings("unchecked")
    private static Behavior<Object> untyped(Behavior<?> behavior) {
        return (Behavior<Object>) behavior;
    }

    @Override
    public Behavior<Object> receive(TypedActorContext<Object> context, Object message) {
        return incarnation.isOver()
                ? Behaviors.stopped()
                : follow(context, () -> Behavior.interpretMessage(behavior, context, message));
    }

    @Override
    public Behavior<Object> receiveSignal(TypedActorContext<Object> context, Signal signal) {
        if (signal instanceof PostStop) {
            return cleanUp(context);
        }
        if (incarnation.isOver()) {
            return Behaviors.stopped();
        }
        return follow(context, () -> {
            Behavior<Object> next = Behavior.interpretSignal(behavior, context, signal);
            if (signal instanceof Terminated terminated && Behavior.isUnhandled(next)) {
                throw new DeathPactException(terminated.getRef().unsafeUpcast());
            }
            return next;
        });
    }

    /**
     * A killed child gets no chance to clean up, as in OTP; its kill handles have done what there is to do. One that nobody
     * told to stop, as when the actor system goes down, may leave behind what it owns: its kill handles follow.
     */
    private Behavior<Object> cleanUp(TypedActorContext<Object> context) {
        boolean unasked = incarnation.isUnasked();
        if (!incarnation.isKilled()) {
            try {
                Behavior.interpretSignal(behavior, context, PostStop.instance());
            } catch (Throwable thrown) {
                incarnation.crashed(thrown);
            }
        }
        if (unasked) {
            incarnation.releaseResources();
        }
        incarnation.wasStopped();
        return Behaviors.stopped();
    }

    private Behavior<Object> follow(TypedActorContext<Object> context, Step step) {
        Behavior<Object> next = guarded(incarnation, step);
        if (!Behavior.isAlive(next) || Behavior.isUnhandled(next)) {
            return next;
        }
        behavior = Behavior.canonicalize(next, behavior, context);
        return Behaviors.same();
    }

    private interface Step {

        Behavior<Object> take() throws Exception;
    }

    private static Behavior<Object> guarded(Incarnation incarnation, Step step) {
        try {
            Behavior<Object> next = step.take();
            if (!Behavior.isAlive(next)) {
                incarnation.endedByItself();
            }
            return next;
        } catch (Throwable thrown) {
            incarnation.crashed(thrown);
            return Behaviors.stopped();
        }
    }
}
