package dev.espalier.backends.qemu;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.QmpEvent;

/**
 * A QEMU that has to load a snapshot before its guest goes on. What it is told meanwhile waits until then: the snapshot would
 * undo it. If it cannot load it, QEMU says why and ends.
 */
final class Awakening implements Qmp {
    private final Qmp qemu;
    private final CompletableFuture<Void> awake = new CompletableFuture<>();

    Awakening(Qmp qemu) {
        this.qemu = qemu;
    }

    /** Has the guest go on as soon as it is loaded. */
    void begin() {
        var unused = new Migration(qemu).end()
                .thenCompose(loaded -> qemu.execute("cont", QmpMessage.JSON.createObjectNode()))
                .whenComplete((goesOn, failure) -> {
                    if (failure == null) {
                        awake.complete(null);
                    } else {
                        begunAgain(failure);
                    }
                });
    }

    /** A channel that was lost comes back, unless QEMU has ended. */
    private void begunAgain(Throwable failure) {
        if (failure instanceof CompletionException wrapper && wrapper.getCause() instanceof ChannelLost) {
            begin();
        } else {
            awake.completeExceptionally(failure);
        }
    }

    @Override
    public CompletionStage<JsonNode> execute(String command, JsonNode arguments) {
        return awake.thenCompose(goesOn -> qemu.execute(command, arguments));
    }

    @Override
    public CompletionStage<Optional<QmpEvent>> event(Predicate<QmpEvent> wanted, Duration patience) {
        return qemu.event(wanted, patience);
    }
}
