package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.report.page.Span.Kind;
import dev.espalier.report.page.Span.Outcome;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Instant LAST = at(100_000);

    private static Instant at(long millis) {
        return SampleRun.START.plusMillis(millis);
    }

    private static Span span(String label, long from, long to, Outcome outcome) {
        return Span.begun(Kind.COMMAND, label, at(from)).ended(at(to), outcome, "");
    }

    @Test
    void whatNeverEndedIsThereWithTheOthers() {
        var spans = new Spans();
        spans.begin(1, Span.begun(Kind.COMMAND, "one", at(0)));
        spans.begin(2, Span.begun(Kind.COMMAND, "two", at(5)));
        spans.end(2, at(10), Outcome.DONE, "exit 0");
        spans.end(3, at(11), Outcome.DONE, "never began");
        assertThat(spans.all()).extracting(Span::label).containsExactly("one", "two");
        assertThat(spans.all()).extracting(Span::outcome).containsExactly(Outcome.UNENDED, Outcome.DONE);
    }

    @Test
    void ofVeryManyTheFailuresAndTheLongestAreKeptAndTheOthersCounted() {
        var spans = new Spans();
        for (var number = 0; number < 5000; number++) {
            spans.begin(number, Span.begun(Kind.COMMAND, "c" + number, at(number)));
            spans.end(number, at(number + (number == 7 ? 9000 : 1)), number == 8 ? Outcome.FAILED : Outcome.DONE, "");
        }
        assertThat(spans.all()).extracting(Span::label).contains("c7", "c8", "c4999");
        assertThat(spans.all().size() + spans.leftOut()).isEqualTo(5000);
        assertThat(spans.all()).hasSizeLessThan(4000);
    }

    @Test
    void theNotableOnesAreTheFailuresAndThenTheLongest() {
        var all = List.of(span("long", 0, 50, Outcome.DONE), span("failed", 1, 2, Outcome.FAILED),
                span("short", 3, 4, Outcome.DONE), span("longer", 5, 90, Outcome.NONZERO));
        assertThat(Spans.notable(all, 2, LAST)).extracting(Span::label).containsExactly("failed", "longer");
    }

    @Test
    void aLaneHoldsNoTwoThingsAtOnce() {
        var lanes = Lanes.of(List.of(span("a", 0, 10, Outcome.DONE), span("b", 5, 7, Outcome.DONE),
                span("c", 7, 9, Outcome.DONE), span("d", 8, 20, Outcome.DONE), span("e", 10, 11, Outcome.DONE)), LAST);
        var labels = new ArrayList<List<String>>();
        lanes.lanes().forEach(lane -> labels.add(lane.stream().map(Span::label).toList()));
        assertThat(labels).containsExactly(List.of("a", "e"), List.of("b", "c"), List.of("d"));
    }
}
