package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Hierarchies;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM that runs a test is killed, so that it can take nothing down any more. */
@DisplayName("nothing outlives a run of two machines that is killed")
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod", "mmdebstrap", "mke2fs",
        "systemd-nspawn"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Alone
class KilledRunIT extends RunWithImages {
    private static final Path EXAMPLE = Path.of("../examples/two-nodes").toAbsolutePath().normalize();
    private static final String TWO_TINY_MACHINES = "{\"vms\": {\"one\": {}, \"two\": {}}, \"vlans\": [1]}";

    private static final String TWO_CONTAINERS = """
            {"vms": {"one": {"backend": "nspawn"}, "two": {"backend": "nspawn"}}, "vlans": [1]}""";

    @ParameterizedTest(name = "it is killed when it says {0}")
    @ValueSource(strings = {"server: booting", "client: ready"})
    @DisplayName("while the example's machines boot")
    void booting(String moment) throws Exception {
        assertNothingOutlives(EXAMPLE, moment);
    }

    @Test
    @DisplayName("while a command runs in a guest")
    void command() throws Exception {
        assertNothingOutlives(espalier.configured("""
                one.succeed("true");
                two.succeed("true");
                log("a command begins");
                one.succeed("sleep 600");
                """, TWO_TINY_MACHINES), "a command begins");
    }

    @Test
    @DisplayName("while snapshots are taken")
    void snapshots() throws Exception {
        assertNothingOutlives(espalier.configured("""
                one.succeed("true");
                two.succeed("true");
                log("the first snapshot is taken");
                for (int number = 0; number < 100; number++) {
                    one.snapshot("number-" + number);
                }
                """, TWO_TINY_MACHINES), "the first snapshot is taken");
    }

    @Test
    @DisplayName("while the machines are being taken down")
    void teardown() throws Exception {
        assertNothingOutlives(espalier.configured("""
                one.succeed("true");
                two.succeed("true");
                """, TWO_TINY_MACHINES), "two: ready", ": stopped");
    }

    @Test
    @DisplayName("while a command runs in a container, whose control groups the next run removes")
    void containers() throws Exception {
        assertNothingOutlives(espalier.configured("""
                one.succeed("true");
                two.succeed("true");
                log("a command begins");
                one.succeed("sleep 600");
                """, TWO_CONTAINERS), "a command begins");
        assertThat(ControlGroup.sweep(Hierarchies.ofThisHost().orElseThrow())).isEmpty();
    }

    /** Kills a run when it has said all of {@code moments}, at the first of which machines run; its processes have to be gone within a second, and its files after the next run. */
    private void assertNothingOutlives(Path test, String... moments) throws Exception {
        var running = espalier.start("run", "-o", espalier.report().toString(), test.toString());
        running.awaitWords(moments[0]);
        assertThat(running.process().descendants()).isNotEmpty();
        for (var later : List.of(moments).subList(1, moments.length)) {
            running.awaitWords(later);
        }
        assertThat(running.kill()).as("what runs a second after the kill").isEmpty();
        var next = espalier.run("run", "-o", espalier.report().toString(),
                espalier.test("one.succeed(\"true\");", "one").toString());
        assertThat(next.status()).as(next.out() + next.err()).isZero();
        assertThat(espalier.leftovers()).isEmpty();
    }
}
