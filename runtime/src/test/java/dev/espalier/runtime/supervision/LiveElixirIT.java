package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As {@link LiveErlangIT}, with Elixir's {@code DynamicSupervisor} and the core of ours. */
@NeedsHost(programs = {"erl", "erlc", "elixir"})
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveElixirIT {

    private static final int SCENARIOS = Integer.getInteger("otp.scenarios", 250);
    private static final long SEED = Long.getLong("otp.seed", ThreadLocalRandom.current().nextLong());
    private static final int SHRINKING_TRIES = 200;

    @Test
    void theDynamicCoreDoesWhatElixirDoes(@TempDir Path directory) throws Exception {
        System.out.println(SCENARIOS + " scenarios for real Elixir, -Dotp.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        try (LiveErlang elixir = LiveErlang.start(directory)) {
            for (int i = 0; i < SCENARIOS; i++) {
                compare(RandomDynamicScenario.draw(random.split()), elixir);
            }
        }
    }

    private static void compare(List<String> scenario, LiveErlang elixir) throws Exception {
        List<String> ours = ours(scenario);
        List<String> theirs = theirs(scenario, elixir);
        if (!ours.equals(theirs)) {
            List<String> shrunk = ScenarioShrinker.shrink(scenario,
                    candidate -> !ours(candidate).equals(theirs(candidate, elixir)), SHRINKING_TRIES);
            assertSame(shrunk, ours(shrunk), theirs(shrunk, elixir));
            assertSame(scenario, ours, theirs);
        }
    }

    private static void assertSame(List<String> scenario, List<String> ours, List<String> theirs) {
        assertThat(String.join("\n", ours))
                .as("what we do and what Elixir does, with -Dotp.seed=%s, in%n%s%n", SEED, String.join("\n", scenario))
                .isEqualTo(String.join("\n", theirs));
    }

    private static List<String> ours(List<String> scenario) throws MalformedScenario {
        return SideBySide.sorted(OtpPlayer.play(OtpScenarioParser.parse(scenario), DynamicCoreStage::new));
    }

    private static List<String> theirs(List<String> scenario, LiveErlang elixir) throws Exception {
        return SideBySide.sorted(elixir.record(scenario));
    }
}
