package dev.espalier.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.Cluster;
import dev.espalier.observe.LiveView;
import dev.espalier.report.EventSink;
import dev.espalier.report.Heartbeat;
import dev.espalier.report.OutputDirectory;
import dev.espalier.runtime.inspection.TreeJson;

/** Who watches a run while it goes on. */
interface Audience {

    /** Where the times of a run's events are. */
    String BESIDE_THE_TIMES = " ".repeat(13);

    /** Nobody but the terminal. */
    Audience NONE = (directory, out) -> new Seats(List.of(), cluster -> {});

    /** Whoever is told the address, in a browser. */
    Audience IN_BROWSERS = (directory, out) -> {
        var cluster = new AtomicReference<Optional<Cluster>>(Optional.empty());
        var view = LiveView.open(directory, () -> cluster.get().flatMap(Audience::tree), InstantSource.system(),
                Heartbeat.onThread());
        out.println(BESIDE_THE_TIMES + "observe: " + view.address());
        return new Seats(List.of(view), opened -> cluster.set(Optional.of(opened)));
    };

    /**
     * What the run has to tell.
     *
     * @param sinks  of its events
     * @param opened is told of its cluster
     */
    record Seats(List<EventSink> sinks, Consumer<Cluster> opened) {}

    /** @param out for what a person has to know to be one of them */
    Seats seated(OutputDirectory directory, PrintWriter out) throws IOException;

    private static Optional<JsonNode> tree(Cluster cluster) {
        try {
            return Optional.of(TreeJson.of(cluster.tree()));
        } catch (RuntimeException goingDown) {
            return Optional.empty();
        }
    }
}
