package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.UnitFailed;
import dev.espalier.error.WaitTimedOut;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One Debian machine with nginx for all tests, as its boot takes longer than all that is done with it. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianMachineIT {
    private static final Duration LONG = Duration.ofMinutes(4);

    private TestingCluster test;
    private Machine web;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory,
                NodeSpec.of("web", new ImageSpec.Debian(List.of("nginx-light"))));
        web = test.machine("web");
        TestingCluster.bootOrRestore(web);
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
    }

    @Test
    @DisplayName("an active unit and an open port are not waited for")
    void active() {
        web.waitForUnit("nginx");
        web.waitForUnit("nginx.service");
        web.waitForOpenPort(80);
    }

    @Test
    @DisplayName("a unit that fails while it is waited for ends the wait, with its status and its journal")
    void failing() {
        web.succeed("systemd-run --unit=broken --no-block --property=Type=oneshot"
                + " sh -c 'sleep 1; echo a complaint; exit 3'");
        assertThatThrownBy(() -> web.waitForUnit("broken", LONG)).isInstanceOf(UnitFailed.class)
                .hasMessageContainingAll("web: unit broken has failed and was to be active", "status=3", "a complaint");
    }

    @Test
    @DisplayName("a unit that nothing will start is not waited for")
    void idle() {
        var began = Instant.now();
        assertThatThrownBy(() -> web.waitForUnit("no-such-unit", LONG)).isInstanceOf(UnitFailed.class)
                .hasMessageContainingAll("no-such-unit", "inactive", "could not be found");
        assertThatThrownBy(() -> web.waitForUnit("systemd-tmpfiles-clean", LONG)).isInstanceOf(UnitFailed.class)
                .hasMessageContainingAll("inactive", "Cleanup of Temporary Directories");
        assertThat(Duration.between(began, Instant.now())).isLessThan(LONG);
    }

    @Test
    @DisplayName("a wait for a unit that takes too long says what the unit is doing")
    void slow() {
        web.succeed("systemd-run --unit=slow --no-block --property=Type=oneshot sleep 3600");
        assertThatThrownBy(() -> web.waitForUnit("slow", Duration.ofSeconds(2))).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("slow", "activating");
        web.succeed("systemctl stop slow");
    }

    @Test
    @DisplayName("a port that closes and a unit that stops are noticed")
    void stopping() {
        web.waitForOpenPort(80);
        web.succeed("systemd-run --on-active=1 --timer-property=AccuracySec=100ms systemctl stop nginx");
        web.waitForClosedPort(80);
        web.waitUntilFails("systemctl is-active nginx");
        web.succeed("systemctl start nginx");
    }
}
