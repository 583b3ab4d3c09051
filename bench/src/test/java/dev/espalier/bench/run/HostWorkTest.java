package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import dev.espalier.bench.run.HostWork.Effort;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostWorkTest {
    private static final long US = 50;
    private static final HostWork BEFORE = new HostWork(1_000,
            Map.of(1L, new Effort(0, 100), 2L, new Effort(0, 10), US, new Effort(1, 20), 60L, new Effort(1, 30)));

    private static long foreign(long busy, Map<Long, Effort> processes) {
        return new HostWork(1_000 + busy, processes).foreignSince(BEFORE, US);
    }

    @Test
    @DisplayName("what we, those below us and the kernel's threads do is not foreign")
    void ours() {
        assertThat(foreign(300, Map.of(1L, new Effort(0, 100), 2L, new Effort(0, 10), 3L, new Effort(2, 50),
                US, new Effort(1, 120), 51L, new Effort(US, 100), 52L, new Effort(51, 50),
                60L, new Effort(1, 30)))).isZero();
    }

    @Test
    @DisplayName("what others do is, also those that are new or have lost their parent")
    void others() {
        assertThat(foreign(500, Map.of(1L, new Effort(0, 100), US, new Effort(1, 20), 60L, new Effort(1, 80),
                70L, new Effort(60, 25), 80L, new Effort(79, 5)))).isEqualTo(50 + 25 + 5);
    }

    @Test
    @DisplayName("an hour's work of a child that ends now is not of this minute")
    void inherited() {
        assertThat(foreign(200, Map.of(1L, new Effort(0, 360_000), US, new Effort(1, 140)))).isEqualTo(200 - 120);
    }

    @Test
    @DisplayName("this host's can be read, and only grows")
    void here() {
        var before = HostWork.now();
        assertThat(before.processes()).containsKey(ProcessHandle.current().pid());
        assertThat(HostWork.now().busy()).isGreaterThanOrEqualTo(before.busy());
    }
}
