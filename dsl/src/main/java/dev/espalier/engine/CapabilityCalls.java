package dev.espalier.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.CapabilityRefused;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.EfiStoreError;
import dev.espalier.backends.spi.QmpError;
import dev.espalier.backends.spi.SnapshotNotTaken;
import dev.espalier.error.CapabilityDenied;
import dev.espalier.error.CapabilityLost;
import dev.espalier.error.EfiStoreFailed;
import dev.espalier.error.EspalierException;
import dev.espalier.error.QmpFailed;
import dev.espalier.error.SnapshotFailed;

/** What one life of a machine, or one rest, was asked to do beyond commands, and has not answered yet. */
final class CapabilityCalls {
    /** A lost channel is mostly a sign that the machine ends, and its end says more than that of a channel. */
    private static final Duration END_OF_MACHINE = Duration.ofSeconds(1);

    private final String machine;
    private final Capabilities capabilities;
    private final Set<MachineMessage.Use<?, ?>> open = ConcurrentHashMap.newKeySet();

    CapabilityCalls(String machine, Capabilities capabilities) {
        this.machine = machine;
        this.capabilities = capabilities;
    }

    <C extends Capability, T> void begin(MachineMessage.Use<C, T> use) {
        var reply = use.reply();
        open.add(use);
        var answer = capability(use).thenCompose(use.call());
        var unused = reply.whenComplete((value, failure) -> open.remove(use));
        var unusedToo = answer.whenComplete((value, failure) -> {
            if (failure == null) {
                reply.complete(value);
            } else {
                failed(use, failure instanceof CompletionException wrapper && wrapper.getCause() != null
                        ? wrapper.getCause()
                        : failure);
            }
        });
    }

    private <C extends Capability> CompletionStage<C> capability(MachineMessage.Use<C, ?> use) {
        return capabilities.get(use.type())
                .map(CompletableFuture::completedStage)
                .orElseGet(() -> CompletableFuture.failedStage(promiseBroken(machine, use.name())));
    }

    /** What is said of a machine that has not what its backend has said it has. */
    static IllegalStateException promiseBroken(String machine, String capability) {
        return new IllegalStateException(machine + "'s backend has not kept its promise of a " + capability);
    }

    private void failed(MachineMessage.Use<?, ?> use, Throwable failure) {
        var reply = use.reply();
        switch (failure) {
            case SnapshotNotTaken trouble ->
                reply.completeExceptionally(new SnapshotFailed(machine, trouble.why()));
            case QmpError error -> reply.completeExceptionally(new QmpFailed(machine, error));
            case EfiStoreError error -> reply.completeExceptionally(new EfiStoreFailed(machine, error));
            case CapabilityRefused refused ->
                reply.completeExceptionally(new CapabilityDenied(machine, use.name(), refused));
            case ChannelLost lost -> CompletableFuture
                    .delayedExecutor(END_OF_MACHINE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> reply.completeExceptionally(
                            new CapabilityLost(machine, use.name(), lost.why())));
            default -> reply.completeExceptionally(failure);
        }
    }

    /** Ends all that is open, each with an exception of its own. */
    void fail(Supplier<? extends EspalierException> why) {
        open.forEach(use -> use.reply().completeExceptionally(why.get()));
    }
}
