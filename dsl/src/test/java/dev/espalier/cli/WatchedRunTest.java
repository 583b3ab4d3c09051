package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchedRunTest {

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    @Test
    @DisplayName("a test runs again when its script or its configuration has changed, right or wrong; a signal ends that")
    void watch() throws Exception {
        var espalier = new CommandUnderTest(home);
        var test = espalier.test("one.succeed(\"true\");", "one");
        var watching = espalier.start("run", "--watch", "-o", espalier.report().toString(), test.toString());
        watching.awaitWords("passed (");
        watching.awaitWords("watching machines.json, test.java; Ctrl-C ends");
        Files.writeString(test.resolve("test.java"), "one.succeed(\"exit 4\");");
        watching.awaitWords("test.java changed");
        watching.awaitWords("exit status 4");
        watching.awaitWords("watching");
        Files.writeString(test.resolve("machines.json"), "{\"vms\": {}}");
        watching.awaitWords("machines.json changed");
        watching.awaitWords("watching");
        Files.writeString(test.resolve("machines.json"),
                "{\"vms\": {\"one\": {\"backend\": \"local\", \"vlans\": []}}}");
        watching.awaitWords("exit status 4");
        watching.awaitWords("watching");
        new ProcessBuilder("kill", "-INT", Long.toString(watching.process().pid())).start().waitFor();
        var ended = watching.await();
        assertThat(ended.status()).isEqualTo(130);
        assertThat(ended.err()).contains("at least one machine").doesNotContain("\tat ");
        assertThat(espalier.leftovers()).isEmpty();
    }
}
