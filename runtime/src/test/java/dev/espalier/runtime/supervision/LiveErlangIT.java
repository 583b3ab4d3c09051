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

/**
 * Real Erlang plays scenarios that nobody has seen before, and ours does what it did. {@code -Dotp.scenarios} and
 * {@code -Dotp.seed} say how many and which.
 */
@NeedsHost(programs = {"erl", "erlc"})
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveErlangIT {

    private static final int SCENARIOS = Integer.getInteger("otp.scenarios", 250);
    private static final long SEED = Long.getLong("otp.seed", ThreadLocalRandom.current().nextLong());
    private static final int SHRINKING_TRIES = 200;

    private LiveErlang erlang;
    private ActorSystem<SpawnProtocol.Command> system;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        erlang = LiveErlang.start(directory);
        system = ActorSystem.create(SpawnProtocol.create(), "live", TestingTree.CONFIG);
    }

    @AfterEach
    void stop() throws Exception {
        erlang.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void itRecordsWhatWasRecordedBefore() throws Exception {
        for (OtpRecordings.Recording recording : OtpRecordings.all()) {
            assertThat(erlang.record(recording.scenarioLines())).as(recording.name())
                    .isEqualTo(recording.lines());
        }
    }

    @Test
    void theCoreAndTheActorsDoWhatErlangDoes() throws Exception {
        System.out.println(SCENARIOS + " scenarios for real Erlang, -Dotp.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < SCENARIOS; i++) {
            List<String> scenario = RandomScenario.draw(random.split());
            List<String> theirs = erlang.record(scenario);
            compare(scenario, theirs, CoreStage::new);
            compare(scenario, theirs, (played, trace) -> new ActorStage(played, trace, system));
        }
    }

    @Test
    void whatNoSupervisorStartsWithIsPlayedLikeAnythingElse() throws Exception {
        for (List<String> scenario : OtpScenarioParserTest.CONTRADICTIONS) {
            List<String> theirs = erlang.record(scenario);
            compare(scenario, theirs, CoreStage::new);
            compare(scenario, theirs, (played, trace) -> new ActorStage(played, trace, system));
        }
    }

    private void compare(List<String> scenario, List<String> theirs, OtpPlayer.Setting setting) throws Exception {
        List<String> ours = ours(scenario, setting);
        if (!ours.equals(theirs)) {
            List<String> shrunk = ScenarioShrinker.shrink(scenario,
                    candidate -> !ours(candidate, setting).equals(erlang.record(candidate)), SHRINKING_TRIES);
            assertSame(shrunk, ours(shrunk, setting), erlang.record(shrunk));
            assertSame(scenario, ours, theirs);
        }
    }

    private static void assertSame(List<String> scenario, List<String> ours, List<String> theirs) {
        assertThat(String.join("\n", ours))
                .as("what we do and what Erlang does, with -Dotp.seed=%s, in%n%s%n", SEED, String.join("\n", scenario))
                .isEqualTo(String.join("\n", theirs));
    }

    private static List<String> ours(List<String> scenario, OtpPlayer.Setting setting) throws MalformedScenario {
        return OtpPlayer.play(OtpScenarioParser.parse(scenario), setting);
    }
}
