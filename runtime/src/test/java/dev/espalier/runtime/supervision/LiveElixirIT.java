package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.NeedsHost;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As {@link LiveErlangIT}, with Elixir's {@code DynamicSupervisor}, alone and among OTP's own supervisors. */
@NeedsHost(programs = {"erl", "erlc", "elixir"})
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveElixirIT {

    private static final int SCENARIOS = Integer.getInteger("otp.scenarios", 250);
    private static final long SEED = Long.getLong("otp.seed", ThreadLocalRandom.current().nextLong());
    private static final int SHRINKING_TRIES = 200;

    private LiveErlang elixir;
    private ActorSystem<SpawnProtocol.Command> system;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        elixir = LiveErlang.start(directory);
        system = ActorSystem.create(SpawnProtocol.create(), "live", TestingTree.CONFIG);
    }

    @AfterEach
    void stop() throws Exception {
        elixir.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void theDynamicCoreDoesWhatElixirDoes() throws Exception {
        System.out.println(SCENARIOS + " scenarios for real Elixir, -Dotp.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < SCENARIOS; i++) {
            compare(RandomDynamicScenario.draw(random.split()), DynamicCoreStage::new);
        }
    }

    @Test
    void actorsOfBothKindsInOneTreeDoWhatThoseOfElixirAndErlangDo() throws Exception {
        System.out.println(SCENARIOS + " mixed scenarios for real Elixir, -Dotp.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < SCENARIOS; i++) {
            compare(RandomMixedScenario.draw(random.split()),
                    (scenario, trace) -> new ActorStage(scenario, trace, system));
        }
    }

    private void compare(List<String> scenario, OtpPlayer.Setting setting) throws Exception {
        List<String> ours = ours(scenario, setting);
        List<String> theirs = theirs(scenario);
        if (!ours.equals(theirs)) {
            List<String> shrunk = ScenarioShrinker.shrink(scenario,
                    candidate -> !ours(candidate, setting).equals(theirs(candidate)), SHRINKING_TRIES);
            assertSame(shrunk, ours(shrunk, setting), theirs(shrunk));
            assertSame(scenario, ours, theirs);
        }
    }

    private static void assertSame(List<String> scenario, List<String> ours, List<String> theirs) {
        assertThat(String.join("\n", ours))
                .as("what we do and what Elixir does, with -Dotp.seed=%s, in%n%s%n", SEED, String.join("\n", scenario))
                .isEqualTo(String.join("\n", theirs));
    }

    private static List<String> ours(List<String> lines, OtpPlayer.Setting setting) throws MalformedScenario {
        OtpScenario scenario = OtpScenarioParser.parse(lines);
        return SideBySide.of(scenario).sorted(OtpPlayer.play(scenario, setting));
    }

    private List<String> theirs(List<String> lines) throws Exception {
        return SideBySide.of(OtpScenarioParser.parse(lines)).sorted(elixir.record(lines));
    }
}
