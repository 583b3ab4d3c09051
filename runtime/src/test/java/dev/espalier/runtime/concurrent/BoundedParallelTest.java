package dev.espalier.runtime.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BoundedParallelTest {

    private final Map<String, CompletableFuture<String>> begun = new LinkedHashMap<>();

    private CompletableFuture<String> begin(String item) {
        return begun.computeIfAbsent(item, key -> new CompletableFuture<>());
    }

    private void end(String item) {
        begin(item).complete(item + "!");
    }

    @Test
    void noMoreThanThatManyAreUnderWay() {
        var outcomes = BoundedParallel.each(List.of("a", "b", "c", "d"), 2, this::begin);

        assertThat(begun).containsOnlyKeys("a", "b");
        end("b");
        assertThat(begun).containsOnlyKeys("a", "b", "c");
        end("a");
        end("d");
        end("c");
        assertThat(outcomes).extracting(CompletableFuture::join).containsExactly("a!", "b!", "c!", "d!");
    }

    @Test
    void aFailureIsItsOwnAndMakesRoom() {
        var outcomes = BoundedParallel.each(List.of("a", "b"), 1, this::begin);

        begin("a").completeExceptionally(new IllegalStateException("no"));
        end("b");

        assertThat(outcomes.getFirst()).isCompletedExceptionally();
        assertThat(outcomes.getLast()).isCompletedWithValue("b!");
    }

    @Test
    void aTaskThatThrowsHasFailed() {
        var outcomes = BoundedParallel.each(List.of("a", "b"), 1, item -> {
            if (item.equals("a")) {
                throw new IllegalStateException("no");
            }
            return begin(item);
        });

        end("b");

        assertThat(outcomes.getFirst()).isCompletedExceptionally();
        assertThat(outcomes.getLast()).isCompletedWithValue("b!");
    }

    @Test
    void thousandsThatAreOverAtOnceAreNoStackOverflow() {
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var items = IntStream.range(0, 100_000).boxed().toList();

        var outcomes = BoundedParallel.each(items, 1, item -> {
            order.add(item);
            return CompletableFuture.completedFuture(item);
        });

        assertThat(outcomes).allMatch(CompletableFuture::isDone);
        assertThat(order).isEqualTo(items);
    }

    @Test
    void nothingToDoIsDone() {
        assertThat(BoundedParallel.each(List.<String>of(), 3, this::begin)).isEmpty();
    }

    @Test
    void noneAtATimeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BoundedParallel.each(List.of("a"), 0, this::begin));
    }
}
