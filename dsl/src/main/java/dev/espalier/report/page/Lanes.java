package dev.espalier.report.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Spans side by side: no two in a lane at the same time. */
record Lanes(List<List<Span>> lanes) {

    /**
     * Each in the first lane that is free.
     *
     * @param spans in the order of their beginnings
     */
    static Lanes of(List<Span> spans, Instant last) {
        var lanes = new ArrayList<List<Span>>();
        for (var span : spans) {
            lanes.stream()
                    .filter(lane -> !lane.getLast().end(last).isAfter(span.from()))
                    .findFirst()
                    .orElseGet(() -> {
                        var added = new ArrayList<Span>();
                        lanes.add(added);
                        return added;
                    })
                    .add(span);
        }
        return new Lanes(lanes);
    }
}
