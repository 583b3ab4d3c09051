package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.Pause;
import dev.espalier.runtime.cgroup.ControlGroup;

/** Pausing a container by the kernel's freezer. */
record ContainerPause(ControlGroup group) implements Pause {

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    @Override
    public CompletionStage<Void> pause() {
        return doing("pausing", group::freeze);
    }

    @Override
    public CompletionStage<Void> resume() {
        return doing("resuming", group::thaw);
    }

    private static CompletionStage<Void> doing(String what, Step step) {
        var done = new CompletableFuture<Void>();
        Thread.ofVirtual().name(what).start(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (IOException | InterruptedException e) {
                done.completeExceptionally(new ChannelLost(String.valueOf(e.getMessage())));
            }
        });
        return done;
    }
}
