package dev.espalier.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The faults of one seed; {@code -Dfaults.seed} and {@code bench/faults} have others. */
@NeedsHost(root = true, programs = {"qemu-system-x86_64", "systemd-nspawn", "mmdebstrap", "prlimit", "unshare", "sshd",
        "ssh-keygen"})
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FaultedRunsIT {
    private static final int RUNS = 40;
    private static final List<Scenario> SCENARIOS = List.of(Scenario.LOCAL, Scenario.LOCAL, Scenario.LOCAL,
            Scenario.NSPAWN, Scenario.NSPAWN, Scenario.SSH, Scenario.QEMU);

    @Test
    @DisplayName("whatever breaks in a run, nothing is left of it, and its verdict is right")
    void faults() throws Exception {
        var seed = Long.getLong("faults.seed", 1);
        assertThat(FaultedRuns.of(RUNS, seed, SCENARIOS, System.out::println)).isEmpty();
    }
}
