package dev.espalier.report.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.espalier.report.page.Span.Outcome;

/** What took time on one machine, or in the test. Of very many things the most notable are kept, and the others counted. */
final class Spans {
    private static final int MOST = 2000;

    private final Map<Object, Span> open = new LinkedHashMap<>();
    private List<Span> closed = new ArrayList<>();
    private int leftOut;

    /** @param key what tells it from all that is open; what has it already is given up */
    void begin(Object key, Span span) {
        end(key, span.from(), Outcome.GIVEN_UP, "");
        open.put(key, span);
    }

    /** Nothing happens if it never began. */
    void end(Object key, Instant at, Outcome outcome, String detail) {
        var span = open.remove(key);
        if (span != null) {
            closed.add(span.ended(at, outcome, detail));
            if (closed.size() >= 2 * MOST) {
                leftOut += closed.size() - MOST;
                closed = new ArrayList<>(notable(closed, MOST, at));
            }
        }
    }

    /** All that are kept, in the order of their beginnings. */
    List<Span> all() {
        return Stream.concat(closed.stream(), open.values().stream())
                .sorted(Comparator.comparing(Span::from))
                .toList();
    }

    /** Those that have not ended, in the order of their beginnings. */
    List<Span> open() {
        return open.values().stream().sorted(Comparator.comparing(Span::from)).toList();
    }

    /** How many more there were. */
    int leftOut() {
        return leftOut;
    }

    /** At most so many of them in the order of their beginnings: those that failed first, then the longest. */
    static List<Span> notable(List<Span> spans, int most, Instant last) {
        return spans.stream()
                .sorted(Comparator.comparing(Span::isNotable)
                        .thenComparing(span -> span.length(last))
                        .reversed())
                .limit(most)
                .sorted(Comparator.comparing(Span::from))
                .toList();
    }
}
