package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SweepCommandTest {
    private static final String SLOW = "one.succeed(\"true\"); log(\"here\"); one.succeed(\"sleep 600\");";

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    @Test
    @DisplayName("what a killed run has left is removed and told; a run that goes on is not touched")
    void killed() throws Exception {
        var espalier = new CommandUnderTest(home);
        var killed = espalier.start("run", "-o", home.resolve("killed").toString(),
                espalier.test(SLOW, "one").toString());
        killed.awaitWords("here");
        var living = espalier.start("run", "-o", home.resolve("living").toString(),
                espalier.test(SLOW, "one").toString());
        living.awaitWords("here");
        killed.kill();
        var before = espalier.leftovers();

        var swept = espalier.run("sweep", espalier.runBase().toString());
        assertThat(swept.status()).as(swept.err()).isZero();
        assertThat(swept.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("removed "));
        var after = espalier.leftovers();
        assertThat(before).containsAll(after);
        assertThat(after).hasSizeLessThan(before.size()).isNotEmpty();
        assertThat(espalier.run("sweep", espalier.runBase().toString()).out()).isEqualTo("nothing was left\n");
        assertThat(espalier.leftovers()).isEqualTo(after);

        assertThat(living.process().toHandle().destroy()).isTrue();
        assertThat(living.await().status()).isEqualTo(143);
        assertThat(espalier.leftovers()).isEmpty();
    }
}
