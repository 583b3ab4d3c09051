package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.function.Consumer;

/** What a {@link SupervisorCore} wants to be done, in the order in which it says so. */
sealed interface CoreEffect {

    /** Start an incarnation; it will be up, ignored or gone. */
    record Spawn(ChildSpec spec, long token) implements CoreEffect {}

    record AskToStop(long token) implements CoreEffect {}

    record Kill(long token) implements CoreEffect {}

    /** The incarnation will not be mentioned again. */
    record Bury(long token) implements CoreEffect {}

    /** Tell when this time has passed, unless disarmed, armed anew, or the incarnation is gone by then. */
    record Arm(long token, Duration patience) implements CoreEffect {}

    record Disarm(long token) implements CoreEffect {}

    /** Send {@link CoreEvent.TryAgain} back, behind whatever else is waiting. */
    record TryAgainLater(String id, long attempt) implements CoreEffect {}

    record Answer<A>(Consumer<? super A> caller, A answer) implements CoreEffect {

        void deliver() {
            caller.accept(answer);
        }
    }

    record Report(SupervisionEvent event) implements CoreEffect {}

    /** All static children are up or ignored: tell the parent. */
    record BecomeReady() implements CoreEffect {}

    /** Nothing is left to do. */
    record Exit(ExitReason reason) implements CoreEffect {}
}
