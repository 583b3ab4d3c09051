package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.espalier.backends.spi.QmpEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QmpEventsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final QmpEvents events = new QmpEvents();

    private static QmpEvent event(String name) {
        return new QmpEvent(name, MissingNode.getInstance());
    }

    private static Predicate<QmpEvent> named(String name) {
        return event -> event.name().equals(name);
    }

    private CompletableFuture<Optional<QmpEvent>> next(Predicate<QmpEvent> wanted) {
        return events.next(wanted, LONG).toCompletableFuture();
    }

    @Test
    @DisplayName("an event is taken once, by who came first")
    void once() {
        var first = next(named("STOP"));
        var second = next(named("STOP"));
        events.heard(event("STOP"));
        assertThat(first).isCompletedWithValue(Optional.of(event("STOP")));
        assertThat(second).isNotDone();
        events.heard(event("STOP"));
        assertThat(second).isCompletedWithValue(Optional.of(event("STOP")));
    }

    @Test
    @DisplayName("events that were not wanted yet wait, in their order, and the others of them stay")
    void waiting() {
        events.heard(event("STOP"));
        events.heard(event("RESUME"));
        events.heard(event("STOP"));
        assertThat(next(named("RESUME"))).isCompletedWithValue(Optional.of(event("RESUME")));
        assertThat(next(any -> true)).isCompletedWithValue(Optional.of(event("STOP")));
        assertThat(next(any -> true)).isCompletedWithValue(Optional.of(event("STOP")));
        assertThat(next(any -> true)).isNotDone();
    }

    @Test
    @DisplayName("whose patience is over gets nothing, and takes nothing any more")
    void patience() {
        assertThat(events.next(named("STOP"), Duration.ofMillis(1)).toCompletableFuture().join()).isEmpty();
        events.heard(event("STOP"));
        assertThat(next(named("STOP"))).isCompletedWithValue(Optional.of(event("STOP")));
    }

    @Test
    @DisplayName("a listener that fails is told so, and others get the event")
    void failing() {
        var failing = next(event -> {
            throw new IllegalArgumentException("what is " + event.name() + "?");
        });
        var other = next(named("STOP"));
        events.heard(event("STOP"));
        assertThatThrownBy(failing::join).hasRootCauseMessage("what is STOP?");
        assertThat(other).isCompletedWithValue(Optional.of(event("STOP")));
    }

    @Test
    @DisplayName("of the events that nobody takes only the last are kept")
    void bounded() {
        for (int number = 0; number < 5000; number++) {
            events.heard(event("EVENT " + number));
        }
        assertThat(next(any -> true)).isCompletedWithValue(Optional.of(event("EVENT 4000")));
    }
}
