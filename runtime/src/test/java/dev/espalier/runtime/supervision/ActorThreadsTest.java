package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ActorThreadsTest {
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final ChildStart start = ChildStart.of(() -> Behaviors.setup(context -> {
        thread.complete(Thread.currentThread());
        return Behaviors.empty();
    }));

    private Thread threadOf(ChildStart child) throws Exception {
        try (var nursery = Nursery.of(ChildSpec.worker("child", child))) {
            nursery.awaitUp("child");
            return thread.join();
        }
    }

    @Test
    @DisplayName("a child has its turn whatever virtual threads do")
    void own() throws Exception {
        assertThat(threadOf(start).isVirtual()).isFalse();
    }

    @Test
    @DisplayName("a child that deals with virtual threads is one itself")
    void virtual() throws Exception {
        assertThat(threadOf(ChildStart.on(ActorThreads.VIRTUAL, start)).isVirtual()).isTrue();
    }
}
