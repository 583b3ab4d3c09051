package dev.espalier.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();
    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<String> next(String name, CompletableFuture<String> end) {
        return turns.next(() -> {
            begun.add(name);
            return end;
        }).toCompletableFuture();
    }

    @Test
    @DisplayName("work begins when the work before it has ended, also when that failed")
    void order() {
        var endOfFirst = new CompletableFuture<String>();
        var endOfSecond = new CompletableFuture<String>();
        var first = next("first", endOfFirst);
        var second = next("second", endOfSecond);
        var third = next("third", CompletableFuture.completedFuture("done"));
        assertThat(begun).containsExactly("first");
        endOfFirst.completeExceptionally(new IllegalStateException("the first fails"));
        assertThat(begun).containsExactly("first", "second");
        endOfSecond.complete("done");
        assertThat(begun).containsExactly("first", "second", "third");
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue("done");
        assertThat(third).isCompletedWithValue("done");
    }
}
