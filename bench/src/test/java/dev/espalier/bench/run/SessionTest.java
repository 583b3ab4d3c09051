package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.espalier.backends.spi.Requirement;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;
import dev.espalier.error.HostNotReady;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Extent THREE = new Extent(3, 1, 1, 1, Duration.ZERO, List.of(), List.of(), List.of(),
            Duration.ZERO);

    private record Counted(String name) implements Part {
        @Override
        public void measure(Recorder recorder) {
            recorder.espalier(new Setting(name, "none"), Work.COMMAND, 1);
        }
    }

    private record Missing(String name) implements Part {
        @Override
        public void measure(Recorder recorder) {
            throw new HostNotReady(List.of(new Requirement("there is no " + name, "get one")));
        }
    }

    /** Works once. */
    private record Breaking(String name, AtomicInteger runs) implements Part {
        @Override
        public void measure(Recorder recorder) throws IOException {
            if (runs.incrementAndGet() > 1) {
                throw new IOException("no luck");
            }
            recorder.espalier(new Setting(name, "none"), Work.COMMAND, 1);
        }
    }

    @Test
    @DisplayName("what fails is said to, with what it gave before; the others go on")
    void failure() throws Exception {
        var report = Session.of(THREE, List.of(new Breaking("glass", new AtomicInteger()), new Counted("one")),
                List.of(), progress -> {});
        assertThat(report.absences()).singleElement()
                .extracting(Report.Absence::why)
                .asString()
                .contains("failed in round 2/3", "no luck");
        assertThat(report.entries()).extracting(entry -> entry.samples().size()).containsExactly(1, 3);
    }

    @Test
    @DisplayName("parts take turns, and each has a sample of every round")
    void turns() throws Exception {
        var progress = new ArrayList<String>();
        var report = Session.of(THREE, List.of(new Counted("one"), new Counted("two")), List.of(), progress::add);
        assertThat(progress).filteredOn(line -> line.startsWith("round"))
                .containsExactly("round 1/3: one", "round 1/3: two", "round 2/3: one", "round 2/3: two",
                        "round 3/3: one", "round 3/3: two");
        assertThat(report.entries()).hasSize(2).allSatisfy(entry -> assertThat(entry.samples()).hasSize(3));
        assertThat(report.took()).extracting(Report.Took::part, Report.Took::times)
                .containsExactly(tuple("one", 3), tuple("two", 3));
    }

    @Test
    @DisplayName("what the host lacks is a row that says why, and is not tried again")
    void missing() throws Exception {
        var progress = new ArrayList<String>();
        var report = Session.of(THREE, List.of(new Missing("dolphin"), new Counted("one")),
                List.of(new Report.Absence("whale", "too large")), progress::add);
        assertThat(report.absences()).extracting(Report.Absence::what).containsExactly("whale", "dolphin");
        assertThat(report.absences().getLast().why()).contains("there is no dolphin", "get one");
        assertThat(progress).filteredOn(line -> line.endsWith(": dolphin")).hasSize(1);
    }
}
