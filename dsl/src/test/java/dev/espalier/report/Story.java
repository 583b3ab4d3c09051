package dev.espalier.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.espalier.report.TestEvent.RunEnded;
import dev.espalier.report.TestEvent.RunStarted;

/** A clock and a heartbeat in the hands of a test, which tells what happens when. */
final class Story implements InstantSource, Heartbeat {
    static final Instant START = Instant.parse("2026-11-20T13:00:00Z");

    private final List<Runnable> beats = new ArrayList<>();
    private final List<EventSink> sinks = new ArrayList<>();
    private Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Beating start(Duration period, Runnable action) {
        beats.add(action);
        return () -> beats.remove(action);
    }

    Story toldTo(EventSink sink) {
        sinks.add(sink);
        return this;
    }

    /** Lets time pass, with a heartbeat at its end. */
    Story after(long millis) {
        now = now.plusMillis(millis);
        List.copyOf(beats).forEach(Runnable::run);
        return this;
    }

    Story tell(Function<Instant, TestEvent> event) throws Exception {
        for (var sink : sinks) {
            sink.accept(event.apply(now));
        }
        return this;
    }

    Story begins(String test, String... machines) throws Exception {
        return tell(at -> new RunStarted(at, test, List.of(machines)));
    }

    void ends(Verdict verdict) throws Exception {
        tell(at -> new RunEnded(at, Duration.between(START, at), verdict));
        for (var sink : sinks) {
            sink.close();
        }
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
