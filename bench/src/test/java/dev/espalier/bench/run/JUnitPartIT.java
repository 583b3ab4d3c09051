package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Work;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Alone
@Timeout(600)
class JUnitPartIT {
    private static final Extent ONCE = new Extent(1, 0, 0, 0, Duration.ZERO, List.of(), List.of(), List.of(),
            Duration.ZERO);

    @Test
    @DisplayName("ten tests are run with a machine that is restored for each, and one with a machine that boots")
    void classes() throws Exception {
        var report = Session.of(ONCE, List.of(new JUnitPart()), List.of(), progress -> {});
        assertThat(report.absences()).isEmpty();
        assertThat(report.rows()).extracting(Row::work)
                .containsExactlyInAnyOrder(Work.TESTS_RESTORED, Work.TEST_BOOTED);
        assertThat(report.entries()).allSatisfy(
                entry -> assertThat(entry.samples()).singleElement().matches(sample -> sample.value() > 0));
    }
}
