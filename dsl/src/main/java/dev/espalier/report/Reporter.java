package dev.espalier.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands every event to all sinks, in the same order to each. A sink that fails is closed and left out from then on; the
 * run goes on, and {@link #finish} tells.
 */
public final class Reporter {
    private final List<EventSink> sinks;
    private final List<SinkFailure> failures = new ArrayList<>();

    public Reporter(List<EventSink> sinks) {
        this.sinks = new ArrayList<>(sinks);
    }

    /** From any thread; returns when all sinks have it. After {@link #finish} there are none. */
    public synchronized void report(TestEvent event) {
        for (var sink : List.copyOf(sinks)) {
            try {
                sink.accept(event);
            } catch (IOException | RuntimeException e) {
                failures.add(new SinkFailure(sink.name(), e));
                sinks.remove(sink);
                close(sink, e);
            }
        }
    }

    private static void close(EventSink failed, Exception failure) {
        try {
            failed.close();
        } catch (IOException | RuntimeException e) {
            if (!e.equals(failure)) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Closes all sinks. */
    public synchronized List<SinkFailure> finish() {
        for (var sink : sinks) {
            try {
                sink.close();
            } catch (IOException | RuntimeException e) {
                failures.add(new SinkFailure(sink.name(), e));
            }
        }
        sinks.clear();
        return List.copyOf(failures);
    }
}
