package dev.espalier.runtime.supervision;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.DeathPactException;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Stands between a child's behavior and Pekko: nothing thrown escapes, the reason of every end is written down
 * before the actor stops, and an incarnation that is over does nothing more.
 */
final class ChildWrapper extends BehaviorInterceptor<Object, Object> {

    private final Incarnation incarnation;

    private ChildWrapper(Incarnation incarnation) {
        super(Object.class);
        this.incarnation = incarnation;
    }

    static Behavior<Object> wrap(ChildStart start, Incarnation incarnation) {
        return Behaviors.intercept(() -> new ChildWrapper(incarnation),
                Behaviors.setup(context -> untyped(start.behavior(incarnation))));
    }

    /** Sound because the child's own references are typed: whoever has the untyped one only watches and stops. */
    @SuppressWarnings("unchecked")
    private static Behavior<Object> untyped(Behavior<?> behavior) {
        return (Behavior<Object>) behavior;
    }

    @Override
    public Behavior<Object> aroundStart(TypedActorContext<Object> context, PreStartTarget<Object> target) {
        Behavior<Object> started = guarded(() -> target.start(context));
        if (!Behavior.isAlive(started)) {
            incarnation.releaseResources();
        }
        if (incarnation.setUp() || !Behavior.isAlive(started)) {
            return started;
        }
        return guarded(() -> {
            Behavior.interpretSignal(started, context, PostStop.instance());
            return Behaviors.stopped();
        });
    }

    @Override
    public Behavior<Object> aroundReceive(TypedActorContext<Object> context, Object message,
            ReceiveTarget<Object> target) {
        return incarnation.isOver() ? Behaviors.stopped() : guarded(() -> target.apply(context, message));
    }

    @Override
    public Behavior<Object> aroundSignal(TypedActorContext<Object> context, Signal signal,
            SignalTarget<Object> target) {
        if (signal instanceof PostStop) {
            return cleanUp(context, target);
        }
        if (incarnation.isOver()) {
            return Behaviors.stopped();
        }
        return guarded(() -> {
            Behavior<Object> next = target.apply(context, signal);
            if (signal instanceof Terminated terminated && Behavior.isUnhandled(next)) {
                throw new DeathPactException(terminated.getRef().unsafeUpcast());
            }
            return next;
        });
    }

    /** A killed child gets no chance to clean up, as in OTP; its kill handles have done what there is to do. */
    private Behavior<Object> cleanUp(TypedActorContext<Object> context, SignalTarget<Object> target) {
        if (!incarnation.isKilled()) {
            try {
                target.apply(context, PostStop.instance());
            } catch (Throwable thrown) {
                incarnation.crashed(thrown);
                incarnation.releaseResources();
            }
        }
        incarnation.wasStopped();
        return Behaviors.stopped();
    }

    private interface Step {

        Behavior<Object> take() throws Exception;
    }

    private Behavior<Object> guarded(Step step) {
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
