package dev.espalier.report;

import static dev.espalier.report.Story.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.report.TestEvent.SubtestFailed;
import dev.espalier.report.TestEvent.SubtestPassed;
import dev.espalier.report.TestEvent.SubtestStarted;
import org.junit.jupiter.api.Test;

class SubtestsTest {
    private final Story story = new Story();
    private final List<TestEvent> events = new ArrayList<>();
    private final Subtests subtests = new Subtests(events::add, story,
            thrown -> Failure.of(thrown, List.of()));

    @Test
    void aSubtestKnowsThoseAroundIt() throws Exception {
        subtests.run("outer", () -> {
            story.after(100);
            subtests.run("inner", () -> story.after(50));
        });
        subtests.run("next", () -> {});
        assertThat(events).containsExactly(new SubtestStarted(Story.START, List.of("outer")),
                new SubtestStarted(at(100), List.of("outer", "inner")),
                new SubtestPassed(at(150), List.of("outer", "inner"), millis(50)),
                new SubtestPassed(at(150), List.of("outer"), millis(150)), new SubtestStarted(at(150), List.of("next")),
                new SubtestPassed(at(150), List.of("next"), millis(0)));
    }

    @Test
    void whatItsBodyThrowsIsReportedAndThrownOn() {
        var thrown = new IOException("no page", new IllegalStateException("nginx is down"));
        assertThatThrownBy(() -> subtests.run("page", () -> {
            throw thrown;
        })).isSameAs(thrown);
        assertThat(events).last()
                .isEqualTo(new SubtestFailed(Story.START, List.of("page"), millis(0),
                        new Failure("IOException", "no page", "caused by IllegalStateException: nginx is down")));
    }

    @Test
    void aFailureIsKnownByTheFirstLineThatSaysAnything() {
        assertThat(new Failure("AssertionError", "\nExpecting:\n  1", "").headline()).isEqualTo("Expecting:");
        assertThat(new Failure("AssertionError", " \n", "").headline()).isEqualTo("AssertionError");
    }

    @Test
    void aSubtestInAnotherThreadBelongsToTheOneThatStartedIt() throws Exception {
        subtests.run("outer", () -> Thread.startVirtualThread(() -> {
            try {
                subtests.run("inner", () -> {});
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }).join());
        assertThat(events).contains(new SubtestStarted(Story.START, List.of("outer", "inner")));
    }

    private static java.time.Instant at(long millis) {
        return Story.START.plusMillis(millis);
    }
}
