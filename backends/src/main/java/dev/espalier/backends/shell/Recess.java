package dev.espalier.backends.shell;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A time in which a shell begins no command, and which somebody waits for.
 *
 * @param <T> what that one is told of the shell
 */
final class Recess<T> {
    private Optional<CompletableFuture<T>> call = Optional.empty();

    boolean isOn() {
        return call.isPresent();
    }

    /** Whether nothing was under way when it began, or all of that has ended. */
    boolean isQuiet() {
        return call.filter(CompletableFuture::isDone).isPresent();
    }

    void begin(CompletableFuture<T> reply) {
        end("another has begun");
        call = Optional.of(reply);
    }

    /** Whoever waits is told, for the shell does nothing. */
    void settle(Supplier<T> answer) {
        call.ifPresent(reply -> reply.complete(answer.get()));
    }

    /** The commands that are under way have not ended in time, unless they have. */
    void giveUp(Collection<ShellJob> underWay) {
        if (isQuiet()) {
            return;
        }
        end("these commands have not ended: "
                + underWay.stream().map(job -> job.command().text()).collect(Collectors.joining("; ")));
    }

    /** Whoever still waits waits in vain. */
    void end(String why) {
        call.ifPresent(reply -> refuse(reply, why));
        call = Optional.empty();
    }

    static void refuse(CompletableFuture<?> reply, String why) {
        reply.completeExceptionally(new NoRecess(why));
    }
}
