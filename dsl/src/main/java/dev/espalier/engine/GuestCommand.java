package dev.espalier.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

/**
 * A command on its way.
 *
 * @param exitStatus there when all its output has been passed on
 * @param cancel     has it ended; it then has the status that this gives it
 */
public record GuestCommand(CompletionStage<Integer> exitStatus, Runnable cancel) {

    /** Waits for its exit status. Who is interrupted has no use for the command any more. */
    public int await() {
        try {
            return Asks.await(exitStatus);
        } catch (CancellationException interrupted) {
            cancel.run();
            throw interrupted;
        }
    }
}
