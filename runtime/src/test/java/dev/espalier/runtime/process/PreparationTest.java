package dev.espalier.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.system.SupervisionTree;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, IllegalStateException.class, NoClassDefFoundError.class})
    @DisplayName("whatever a step throws is a failed start, at once")
    void failure(Class<? extends Throwable> type) throws Exception {
        var thrown = type.getDeclaredConstructor().newInstance();
        var step = Preparation.child("step", () -> fail(thrown));

        try (var tree = SupervisionTree.start("preparation", SupervisorSpec.oneForOne(step), event -> {})) {
            var reason = tree.down().toCompletableFuture().get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(reason).isEqualTo(new ExitReason.FailedToStartChild("step", ExitReason.crashed(thrown)));
        }
    }

    private static void fail(Throwable thrown) throws IOException {
        switch (thrown) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        }
    }
}
