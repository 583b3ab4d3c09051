package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a Firecracker has counted: a line of JSON each minute and one at its end, each with what came since the one before.
 *
 * @param failures how often what has failed, by what it was of and its own name
 */
record FirecrackerMetrics(SortedMap<String, Long> failures) {
    private static final String FAILURE = "_fails";

    /** Those in a file; none if it cannot be read. A line that is not whole was being written when Firecracker was killed. */
    static FirecrackerMetrics in(Path file) {
        var failures = new TreeMap<String, Long>();
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> count(line, failures));
        } catch (IOException | UncheckedIOException e) {
            failures.clear();
        }
        return new FirecrackerMetrics(failures);
    }

    private static void count(String line, SortedMap<String, Long> failures) {
        try {
            for (var device : FirecrackerPlan.JSON.readTree(line).properties()) {
                for (var counter : device.getValue().properties()) {
                    if (counter.getKey().endsWith(FAILURE) && times(counter.getValue()) > 0) {
                        failures.merge(device.getKey() + "." + counter.getKey(), times(counter.getValue()), Long::sum);
                    }
                }
            }
        } catch (JsonProcessingException e) {
            // the last of them
        }
    }

    private static long times(JsonNode counter) {
        return counter.asLong();
    }

    /** For a person; empty if nothing has failed. */
    String text() {
        return failures.entrySet()
                .stream()
                .map(failure -> failure.getKey() + " " + failure.getValue())
                .collect(Collectors.joining(", "));
    }
}
