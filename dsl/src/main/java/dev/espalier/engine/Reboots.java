package dev.espalier.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.EspalierException;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.error.RebootReason;

/** Which boot of its guest one life of a machine is in, and who waits for the next. */
final class Reboots {
    private final String machine;
    private final ResetPolicy resets;
    private final Deque<RebootReason> untold = new ArrayDeque<>();
    private final List<CompletableFuture<Optional<RebootReason>>> waiting = new ArrayList<>();
    private Optional<String> boot = Optional.empty();
    private Instant since;

    Reboots(String machine, ResetPolicy resets, Instant now) {
        this.machine = machine;
        this.resets = resets;
        this.since = now;
    }

    ResetPolicy policy() {
        return resets;
    }

    boolean areAllowed() {
        return switch (resets) {
            case END -> false;
            case REBOOT -> true;
        };
    }

    /** Since when the present boot's console is. */
    Instant since() {
        return since;
    }

    /** Whether this is the boot that answered last. */
    boolean isLast(String bootId) {
        return boot.filter(bootId::equals).isPresent();
    }

    /** Whether a boot has answered, and this is another. */
    boolean isNext(String bootId) {
        return boot.isPresent() && !isLast(bootId);
    }

    void answers(String bootId, Instant now) {
        boot = Optional.of(bootId);
        since = now;
    }

    /** The guest has rebooted: those who wait are told, or else who comes next. */
    void happened(RebootReason why) {
        var told = waiting.stream().filter(reply -> reply.complete(Optional.of(why))).count();
        waiting.clear();
        if (told == 0) {
            untold.add(why);
        }
    }

    /** Waits for a reboot that nobody was told of yet, or the next. */
    void await(CompletableFuture<Optional<RebootReason>> reply) {
        if (!areAllowed()) {
            refuse(reply);
            return;
        }
        Optional.ofNullable(untold.poll())
                .ifPresentOrElse(why -> reply.complete(Optional.of(why)),
                        () -> waiting.add(reply));
    }

    /** Waits for the next reboot; those before it are history. */
    void awaitNext(CompletableFuture<Void> reply, CompletableFuture<Optional<RebootReason>> reboot) {
        if (!areAllowed()) {
            refuse(reply);
            return;
        }
        untold.clear();
        waiting.add(reboot);
        reply.complete(null);
    }

    private void refuse(CompletableFuture<?> reply) {
        reply.completeExceptionally(RebootNotAllowed.ofStart(machine));
    }

    void fail(Supplier<? extends EspalierException> why) {
        waiting.forEach(reply -> reply.completeExceptionally(why.get()));
        waiting.clear();
    }
}
