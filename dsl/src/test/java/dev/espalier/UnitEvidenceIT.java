package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.UnitFailed;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a failure tells of a unit that it is about, beside a guest that has no units. */
@NeedsTools({"systemd-nspawn", "unshare", "depmod", "mmdebstrap"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Alone
class UnitEvidenceIT {
    private static final String JOURNAL = "\n  journal of ";

    private TestingCluster test;
    private Machine web;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory,
                NodeSpec.of("web", new ImageSpec.Debian(List.of("nginx-light"))).backend("nspawn").onVlans(1),
                NodeSpec.of("bare", new ImageSpec.Tiny()).backend("nspawn").onVlans(1));
        web = test.machine("web");
        web.waitForUnit("multi-user.target");
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
    }

    private void unit(String name, String script) {
        web.succeed("systemd-run --unit=" + name + " --no-block --property=Type=oneshot sh -c '" + script + "'");
    }

    @Test
    @DisplayName("a wait for a unit that fails tells its state and the end of its journal, each under its heading and once")
    void failing() {
        web.succeed("systemctl reset-failed");
        unit("broken", "for n in $(seq 40); do echo complaint $n; done; printf \"\\033[31mred\\033[0m\\n\"; exit 3");
        assertThatThrownBy(() -> web.waitForUnit("broken")).isInstanceOf(UnitFailed.class)
                .hasMessageStartingWith("web: unit broken has failed and was to be active\n  systemd says of broken:\n")
                .hasMessageContainingAll(JOURNAL + "broken:\n", "status=3", "complaint 40", "red")
                .message()
                .containsOnlyOnce("complaint 40")
                .doesNotContain("complaint 10\n", "\u001b", "No jobs", "pending jobs and other");
    }

    @Test
    @DisplayName("a unit that is slow is told with what it has said until now, and with what else has failed")
    void slow() {
        unit("other", "exit 1");
        unit("slow", "echo still busy; sleep 1000");
        assertThatThrownBy(() -> web.waitForUnit("slow", Duration.ofSeconds(2))).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("the last look:\n    activating", JOURNAL + "slow:\n", "still busy",
                        "pending jobs and other failed units:", "other.service");
        web.succeed("systemctl stop slow");
    }

    @Test
    @DisplayName("a line that is longer than anybody reads is cut")
    void longLine() {
        unit("verbose", "head -c 40000 /dev/zero | tr \"\\\\0\" x; echo; echo at last; exit 1");
        var failure = catchThrowable(() -> web.waitForUnit("verbose"));
        assertThat(failure).isInstanceOf(UnitFailed.class).hasMessageContaining("xxxx").hasMessageContaining("at last");
        assertThat(failure.getMessage()).hasSizeLessThan(16 * 1024);
    }

    @Test
    @DisplayName("a systemctl that fails, and a wait for one that succeeds, tell the journal of their unit")
    void commands() {
        web.succeed("echo 'listen 80;' >/etc/nginx/conf.d/ours.conf");
        assertThatThrownBy(() -> web.succeed("systemctl restart nginx")).isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll("exit status 1", JOURNAL + "nginx.service:\n",
                        "\"listen\" directive is not allowed here");
        assertThatThrownBy(() -> web.waitUntilSucceeds("systemctl is-active nginx", Duration.ofSeconds(1)))
                .isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("exit status 3", JOURNAL + "nginx.service:\n");
    }

    @Test
    @DisplayName("of units in a guest without systemd there is nothing to tell")
    void bare() {
        assertThatThrownBy(() -> test.machine("bare").succeed("systemctl start nginx"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("exit status 127")
                .message()
                .doesNotContain("systemd says", "journal of");
    }
}
