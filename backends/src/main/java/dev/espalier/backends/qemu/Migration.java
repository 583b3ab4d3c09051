package dev.espalier.backends.qemu;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.Qmp;

/** Memory and devices on their way from or to a QEMU. */
record Migration(Qmp qmp) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final ObjectNode NO_ARGUMENTS = QmpMessage.JSON.createObjectNode();

    /** What has become of it. */
    sealed interface End {
        enum Completed implements End {
            INSTANCE
        }

        record Failed(String why) implements End {}
    }

    /** Sends all to whoever listens at {@code socket}, as fast as that takes it; done when it has ended. */
    CompletionStage<End> sendTo(String socket) {
        return qmp.execute("migrate-set-parameters", QmpMessage.JSON.createObjectNode().put("max-bandwidth", 0))
                .thenCompose(set -> qmp.execute("migrate", QmpMessage.JSON.createObjectNode().put("uri", socket)))
                .thenCompose(begun -> end());
    }

    /** Done when that which is under way has ended. */
    CompletionStage<End> end() {
        return qmp.execute("query-migrate", NO_ARGUMENTS)
                .thenCompose(answer -> switch (answer.path("status").asText()) {
                    case "completed" -> CompletableFuture.completedStage(End.Completed.INSTANCE);
                    case "failed", "cancelled" -> CompletableFuture.completedStage(
                            new End.Failed(answer.path("error-desc").asText("QEMU does not say why")));
                    default -> later().thenCompose(moment -> end());
                });
    }

    private static CompletionStage<Void> later() {
        return CompletableFuture.runAsync(() -> {},
                CompletableFuture.delayedExecutor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
    }
}
