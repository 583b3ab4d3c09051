package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code runtime/otp-trace} as somebody with scenarios of their own uses it, from a directory of their own. */
@NeedsHost(programs = {"bash", "mvn", "flock"})
@Timeout(300)
class OtpTraceIT {

    private static final Path SCRIPT = Path.of("otp-trace").toAbsolutePath();

    @TempDir
    Path directory;

    private record Finished(int status, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"--core", "--actors"})
    void oneScenarioIsTracedToStandardOutput(String target) throws Exception {
        OtpRecordings.Recording recording = OtpRecordings.all().getFirst();

        Finished finished = run(target, recording.scenario().toString());

        assertThat(finished.out()).isEqualTo(Files.readString(recording.trace()));
        assertThat(finished.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--core", "--actors"})
    void manyAreTracedToFilesOfTheSameNames(String target) throws Exception {
        List<OtpRecordings.Recording> recordings = OtpRecordings.all().subList(0, 20);
        List<String> arguments = new ArrayList<>(List.of(target, "--out", "new/traces"));
        recordings.forEach(recording -> arguments.add(recording.scenario().toString()));

        Finished finished = run(arguments.toArray(String[]::new));

        assertThat(finished.out()).isEmpty();
        assertThat(finished.status()).isZero();
        for (OtpRecordings.Recording recording : recordings) {
            assertThat(directory.resolve("new/traces").resolve(recording.name()))
                    .hasSameTextualContentAs(recording.trace());
        }
    }

    @Test
    void theCoreIsTracedUnlessActorsAreAskedFor() throws Exception {
        Finished finished = run(scenario("a.txt", "sup root", "shutdown root"));

        assertThat(finished.out()).isEqualTo("""
                > start_link root
                  = {ok,'root#1'}
                  start root 1
                > shutdown root
                  exit root 1 shutdown
                  END root gone
                  ROOT EXIT shutdown
                """);
    }

    @Test
    void aScenarioThatCannotBePlayedSpoilsNoOther() throws Exception {
        String bad = scenario("bad.txt", "sup root", "child root w restart=sometimes");
        String good = scenario("good.txt", "sup root", "shutdown root");

        Finished finished = run("--out", "traces", bad, "missing.txt", good);

        assertThat(finished.status()).isEqualTo(1);
        assertThat(finished.err()).contains("bad.txt: line 2: 'restart=sometimes' is no key with a value it may have")
                .contains("missing.txt: java.nio.file.NoSuchFileException");
        assertThat(directory.resolve("traces")).isDirectoryContaining("glob:**/good.txt")
                .isDirectoryNotContaining("glob:**/bad.txt");
    }

    @Test
    void whatIsNotUnderstoodIsNotGuessed() throws Exception {
        String a = scenario("a.txt", "sup root");
        String b = scenario("b.txt", "sup root");

        assertMisuse("no scenario is given");
        assertMisuse("several scenarios need --out", a, b);
        assertMisuse("unknown flag --fast", "--fast", a);
        assertMisuse("--out needs a directory", a, "--out");
        assertMisuse("two scenarios would be written to a.txt", "--out", "traces", a, a);
    }

    private void assertMisuse(String problem, String... arguments) throws Exception {
        Finished finished = run(arguments);

        assertThat(finished.status()).isEqualTo(2);
        assertThat(finished.out()).isEmpty();
        assertThat(finished.err()).contains("otp-trace: " + problem).contains("usage: otp-trace");
    }

    private String scenario(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines)).getFileName().toString();
    }

    private Finished run(String... arguments) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(
                Stream.concat(Stream.of(SCRIPT.toString()), Stream.of(arguments)).toList())
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Finished(process.waitFor(), Files.readString(out), Files.readString(err));
    }
}
