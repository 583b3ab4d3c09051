package dev.espalier.runtime.process;

import java.io.IOException;
import java.util.function.Function;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Work that has to be done before the next sibling starts, such as making a disk. */
public final class Preparation {

    /** What is to be done, on a thread that may block. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException, InterruptedException;
    }

    private sealed interface Outcome {
        enum Done implements Outcome {
            INSTANCE
        }

        record Undone(Throwable why) implements Outcome {}
    }

    private Preparation() {}

    /** A child that does {@code step} and is gone, or fails to start. */
    public static ChildSpec child(String id, Step step) {
        return child(id, step, ExitReason::crashed);
    }

    /**
     * As {@link #child(String, Step)}.
     *
     * @param meaning what the step's failure is to its supervisor
     */
    public static ChildSpec child(String id, Step step, Function<Throwable, ExitReason> meaning) {
        return ChildSpec.worker(id, self -> Behaviors.setup((ActorContext<Outcome> context) -> {
            var actor = context.getSelf();
            self.onThread(id, () -> actor.tell(outcome(step)));
            return Behaviors.receiveMessage(outcome -> switch (outcome) {
                case Outcome.Done.INSTANCE -> self.ignored();
                case Outcome.Undone(var why) -> self.failed(meaning.apply(why));
            });
        })).restart(Restart.TEMPORARY);
    }

    private static Outcome outcome(Step step) {
        try {
            step.run();
            return Outcome.Done.INSTANCE;
        } catch (IOException | RuntimeException | Error e) {
            return new Outcome.Undone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Undone(e);
        }
    }
}
