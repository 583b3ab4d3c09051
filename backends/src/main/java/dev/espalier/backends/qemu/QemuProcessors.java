package dev.espalier.backends.qemu;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.Reset;
import dev.espalier.runtime.concurrent.Turns;

/** Whether the guest's processors run, and from where on. */
final class QemuProcessors implements Pause, PowerButton, Reset {
    private static final ObjectNode NO_ARGUMENTS = QmpMessage.JSON.createObjectNode();

    private final Qmp qmp;
    private final Turns turns = new Turns();

    QemuProcessors(Qmp qmp) {
        this.qmp = qmp;
    }

    @Override
    public CompletionStage<Void> pause() {
        return turns.next(() -> command("stop"));
    }

    @Override
    public CompletionStage<Void> resume() {
        return turns.next(() -> command("cont"));
    }

    @Override
    public CompletionStage<Void> reset() {
        return turns.next(() -> command("system_reset"));
    }

    @Override
    public CompletionStage<Void> press() {
        return turns.next(() -> command("system_powerdown"));
    }

    /** Does {@code work} at a time when {@link #whileStill} does not have the guest stand still. */
    <T> CompletionStage<T> undisturbed(Supplier<CompletionStage<T>> work) {
        return turns.next(work);
    }

    /** Does {@code work} while the guest stands still; afterwards it runs if it ran before, whatever became of the work. */
    <T> CompletionStage<T> whileStill(Supplier<CompletionStage<T>> work) {
        return turns.next(() -> areRunning().thenCompose(running -> running ? stoppedFor(work) : work.get()));
    }

    /** Whether they run now; for {@link #undisturbed} work. */
    CompletionStage<Boolean> areRunning() {
        return qmp.execute("query-status", NO_ARGUMENTS).thenApply(status -> status.path("running").asBoolean());
    }

    private <T> CompletionStage<T> stoppedFor(Supplier<CompletionStage<T>> work) {
        return command("stop").thenCompose(stopped -> {
            var result = work.get();
            return result.handle((done, failure) -> command("cont"))
                    .thenCompose(continued -> continued)
                    .thenCompose(running -> result);
        });
    }

    private CompletionStage<Void> command(String name) {
        return qmp.execute(name, NO_ARGUMENTS).thenAccept((JsonNode done) -> {});
    }
}
