package dev.espalier.runtime.supervision;

import java.util.function.Supplier;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Makes the behavior of one incarnation of a child. It is called on the child's side, once per incarnation,
 * and may throw, which is a failed start.
 *
 * <p>
 * The supervisor goes on only when the child has called {@link Child#started()}, or has returned what
 * {@link Child#ignored()} or {@link Child#failed(ExitReason)} gave it.
 */
@FunctionalInterface
public interface ChildStart {

    Behavior<?> behavior(Child self);

    /** Which threads the actor runs on: the actor system's own, unless said otherwise. */
    default ActorThreads threads() {
        return ActorThreads.OWN;
    }

    /** As {@code start}, by an actor that runs on those threads. */
    static ChildStart on(ActorThreads threads, ChildStart start) {
        return new ChildStart() {
            @Override
            public Behavior<?> behavior(Child self) {
                return start.behavior(self);
            }

            @Override
            public ActorThreads threads() {
                return threads;
            }
        };
    }

    /** A child that is up as soon as its behavior is: deferred parts such as {@code Behaviors.setup} have run. */
    static ChildStart of(Supplier<? extends Behavior<?>> behavior) {
        return acknowledged(self -> behavior.get());
    }

    /** As {@link #of}, for a behavior that needs its handle for other things than to say that it is up. */
    static ChildStart acknowledged(ChildStart start) {
        return self -> acknowledging(self, start.behavior(self));
    }

    private static <T> Behavior<T> acknowledging(Child self, Behavior<T> behavior) {
        return Behaviors.setup(context -> {
            Behavior<T> started = Behavior.start(behavior, context);
            if (Behavior.isAlive(started)) {
                self.started();
            }
            return started;
        });
    }
}
