package dev.espalier.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.observe.LatestParts.Edition;

/** Tells one browser of the parts that have changed, as server-sent events, until there will be no more. */
final class EventStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** After so much silence something is said, or it would never be noticed that nobody listens. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final LatestParts parts;
    private final OutputStream out;
    private final Map<String, String> told = new HashMap<>();

    EventStream(LatestParts parts, OutputStream out) {
        this.parts = parts;
        this.out = out;
    }

    /** @throws IOException when the browser is gone */
    void run() throws IOException, InterruptedException {
        var seen = 0L;
        while (true) {
            var edition = parts.after(seen, SILENCE);
            if (edition.number() == seen) {
                send(":\n\n");
            } else {
                tell(edition);
            }
            seen = edition.number();
            if (edition.series() == LatestParts.Series.IS_OVER) {
                send("event: ended\ndata: {}\n\n");
                return;
            }
        }
    }

    private void tell(Edition edition) throws IOException {
        var changed = new HashMap<>(edition.parts());
        changed.entrySet().removeAll(told.entrySet());
        told.putAll(changed);
        if (!changed.isEmpty()) {
            send("event: parts\ndata: " + JSON.writeValueAsString(changed) + "\n\n");
        }
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
