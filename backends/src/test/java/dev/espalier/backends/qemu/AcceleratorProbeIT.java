package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@NeedsHost(programs = QemuBackend.QEMU)
class AcceleratorProbeIT {
    private final AcceleratorProbe probe = new AcceleratorProbe(QemuBackend.QEMU);

    @Test
    @DisplayName("the translator runs everywhere")
    void translator() {
        assertThat(probe.runs(Accelerator.TCG)).isTrue();
    }

    @Test
    @DisplayName("an accelerator is the best one only if it runs")
    void best() {
        var best = probe.best();
        assertThat(best.why()).isNotEmpty();
        assertThat(probe.runs(best.accelerator())).isTrue();
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            assertThat(best.accelerator()).isEqualTo(Accelerator.TCG);
            assertThat(probe.runs(Accelerator.KVM)).isFalse();
        }
    }

    @Test
    @DisplayName("a QEMU that is not there, or is none, runs nothing")
    void noQemu() {
        assertThat(new AcceleratorProbe("no-such-qemu").runs(Accelerator.TCG)).isFalse();
        assertThat(new AcceleratorProbe("true").runs(Accelerator.TCG)).isFalse();
    }
}
