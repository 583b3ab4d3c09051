package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What real Erlang did with random trees and events, ours does too: line for line. */
class OtpRecordingsTest {

    private static final ActorSystem<SpawnProtocol.Command> SYSTEM = ActorSystem.create(SpawnProtocol.create(),
            "recordings", TestingTree.CONFIG);

    @AfterAll
    static void stopActors() {
        SYSTEM.terminate();
        SYSTEM.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @TestFactory
    Stream<DynamicTest> theActorsDoWhatErlangDid() throws IOException {
        return recordings((scenario, trace) -> new ActorStage(scenario, trace, SYSTEM));
    }

    @TestFactory
    Stream<DynamicTest> theCoreDoesWhatErlangDid() throws IOException {
        return recordings(CoreStage::new);
    }

    private static Stream<DynamicTest> recordings(OtpPlayer.Setting setting) throws IOException {
        return OtpRecordings.all()
                .stream()
                .map(recording -> DynamicTest.dynamicTest(recording.name(),
                        () -> assertThat(String.join("\n", OtpPlayer.play(recording.read(), setting)))
                                .isEqualTo(String.join("\n", recording.lines()))));
    }
}
