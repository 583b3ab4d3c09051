package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
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
    Stream<DynamicTest> theActorsDoWhatErlangDid() {
        return recordings((scenario, trace) -> new ActorStage(scenario, trace, SYSTEM));
    }

    @TestFactory
    Stream<DynamicTest> theCoreDoesWhatErlangDid() {
        return recordings(CoreStage::new);
    }

    private static Stream<DynamicTest> recordings(BiFunction<OtpScenario, OtpTrace, OtpPlayer.Stage> stage) {
        return list("scenarios").map(file -> DynamicTest.dynamicTest(name(file), () -> {
            OtpScenario scenario = OtpScenario.parse(Files.readAllLines(file));
            OtpTrace trace = new OtpTrace(scenario);
            List<String> lines = OtpPlayer.play(scenario, trace, stage.apply(scenario, trace));
            assertThat(String.join("\n", lines))
                    .isEqualTo(String.join("\n", Files.readAllLines(resource("traces").resolve(name(file)))));
        }));
    }

    private static Stream<Path> list(String directory) {
        try (Stream<Path> files = Files.list(resource(directory))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private static Path resource(String directory) {
        URL url = Objects.requireNonNull(OtpRecordingsTest.class.getResource("/otp/" + directory));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
