package dev.espalier.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.HostProcesses;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What needs guests that boot. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "systemd-nspawn", "unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Alone
class VmTestIT {
    private ClassesUnderTest classes;

    @BeforeEach
    void reports(@TempDir Path reports) {
        classes = ClassesUnderTest.reportingTo(reports)
                .with("espalier.cache", System.getProperty("espalier.cache", "../backends/target/image-cache"));
    }

    @Test
    @DisplayName("each of ten tests finds a machine with @Snapshot as the first one did, memory and disk; the screen of a failed one's is a picture")
    void snapshot() throws Exception {
        var results = classes.run(VmTestGuestCases.SnapshotCase.class);
        assertThat(ClassesUnderTest.failures(results)).singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("on purpose"));
        results.testEvents().assertStatistics(statistics -> statistics.succeeded(10));
        var evidence = classes.reports().resolve("fails__").resolve("machines");
        assertThat(evidence.resolve("screen-one.png")).isNotEmptyFile();
        assertThat(Files.readString(evidence.resolve("console-one.log"))).contains("root shell on hvc0");
        assertThat(HostProcesses.all()).isEmpty();
    }

    @Test
    @DisplayName("a failed test's machines with systemd have their journals told")
    void journal() {
        assertThat(ClassesUnderTest.failures(classes.run(VmTestGuestCases.ContainerCase.class))).hasSize(1);
        assertThat(classes.reports().resolve("fails_Machine_").resolve("machines").resolve("journal-box.log"))
                .content()
                .contains("written for the journal");
        assertThat(HostProcesses.all()).isEmpty();
    }
}
