package dev.espalier.backends.shell;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A time in which a shell begins no command, and which somebody waits for. */
final class Recess {
    private Optional<CompletableFuture<ResidentBashes>> call = Optional.empty();

    boolean isOn() {
        return call.isPresent();
    }

    void begin(CompletableFuture<ResidentBashes> reply) {
        end("another has begun");
        call = Optional.of(reply);
    }

    /** Whoever waits is told when no lane does anything. */
    void settle(Lanes lanes, String bootId) {
        if (isOn() && lanes.areAtRest()) {
            call.orElseThrow().complete(lanes.residents(bootId));
        }
    }

    /** The commands that are under way have not ended in time, unless they have. */
    void giveUp(Lanes lanes) {
        if (call.filter(CompletableFuture::isDone).isPresent()) {
            return;
        }
        end("these commands have not ended: "
                + lanes.busy().stream().map(job -> job.command().text()).collect(Collectors.joining("; ")));
    }

    /** Whoever still waits waits in vain. */
    void end(String why) {
        call.ifPresent(reply -> refuse(reply, why));
        call = Optional.empty();
    }

    static void refuse(CompletableFuture<ResidentBashes> reply, String why) {
        reply.completeExceptionally(new NoRecess(why));
    }
}
