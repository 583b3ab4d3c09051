package dev.espalier.backends.qemu;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.espalier.backends.spi.QmpEvent;

/** What QEMU said happened: each event is for the first who wants it, and waits for somebody to come. */
final class QmpEvents {
    /** A guest can make QEMU say as much as it likes. */
    private static final int KEPT = 1000;

    private record Listener(Predicate<QmpEvent> wanted, CompletableFuture<Optional<QmpEvent>> answer) {

        boolean takes(QmpEvent event) {
            try {
                return wanted.test(event) && answer.complete(Optional.of(event));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return false;
            }
        }
    }

    private final Deque<QmpEvent> untaken = new ArrayDeque<>();
    private final List<Listener> listeners = new ArrayList<>();

    synchronized void heard(QmpEvent event) {
        var taken = listeners.stream().anyMatch(listener -> listener.takes(event));
        listeners.removeIf(listener -> listener.answer().isDone());
        if (!taken) {
            untaken.add(event);
            if (untaken.size() > KEPT) {
                untaken.removeFirst();
            }
        }
    }

    synchronized CompletionStage<Optional<QmpEvent>> next(Predicate<QmpEvent> wanted, Duration patience) {
        var answer = new CompletableFuture<Optional<QmpEvent>>();
        var listener = new Listener(wanted, answer);
        listeners.removeIf(earlier -> earlier.answer().isDone());
        for (var events = untaken.iterator(); !answer.isDone() && events.hasNext();) {
            if (listener.takes(events.next())) {
                events.remove();
            }
        }
        if (!answer.isDone()) {
            listeners.add(listener);
        }
        return answer.completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
