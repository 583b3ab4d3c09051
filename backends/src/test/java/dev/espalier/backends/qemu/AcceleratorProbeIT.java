package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@NeedsHost(programs = QemuBackend.QEMU)
class AcceleratorProbeIT {
    private final AcceleratorProbe probe = new AcceleratorProbe(QemuBackend.QEMU);

    @Test
    @DisplayName("the translator runs everywhere")
    void translator() {
        assertThat(probe.answerOn(Accelerator.TCG)).isEqualTo(ProbeGuest.Answer.FAST);
    }

    @Test
    @DisplayName("an accelerator is the best one only if it runs, and not as an interpreter does")
    void best() {
        var best = probe.best();
        assertThat(best.why()).isNotEmpty();
        assertThat(probe.answerOn(best.accelerator())).isEqualTo(ProbeGuest.Answer.FAST);
        if (!Files.isWritable(Path.of("/dev/kvm"))) {
            assertThat(best.accelerator()).isEqualTo(Accelerator.TCG);
            assertThat(probe.answerOn(Accelerator.KVM)).isEqualTo(ProbeGuest.Answer.NONE);
        }
    }

    @Test
    @DisplayName("a QEMU that is not there, or is none, runs nothing")
    void noQemu() {
        assertThat(new AcceleratorProbe("no-such-qemu").answerOn(Accelerator.TCG)).isEqualTo(ProbeGuest.Answer.NONE);
        assertThat(new AcceleratorProbe("true").answerOn(Accelerator.TCG)).isEqualTo(ProbeGuest.Answer.NONE);
    }

    @Test
    @DisplayName("a guest that finds its processor slow says so, which is another thing than silence")
    void slow(@TempDir Path directory) throws Exception {
        var interpreter = Files.writeString(directory.resolve("qemu"), """
                #!/bin/sh
                arguments=$*
                while [ "$1" != -bios ]; do shift; done
                # What is not less than this is slow: from now on, everything.
                head -c 3 /dev/zero | dd of="$2" bs=1 seek=43 conv=notrunc status=none
                exec %s $arguments
                """.formatted(QemuBackend.QEMU));
        assertThat(interpreter.toFile().setExecutable(true)).isTrue();
        assertThat(new AcceleratorProbe(interpreter.toString()).answerOn(Accelerator.TCG))
                .isEqualTo(ProbeGuest.Answer.SLOW);
    }

    @Test
    @DisplayName("the guest runs from a run directory, which is swept if nobody removes it, and removed")
    void swept(@TempDir Path directory) throws Exception {
        var seen = directory.resolve("seen");
        var looking = Files.writeString(directory.resolve("qemu"), """
                #!/bin/sh
                while [ "$1" != -bios ]; do shift; done
                ls -d "${2%%/*}"* >%s
                """.formatted(seen));
        assertThat(looking.toFile().setExecutable(true)).isTrue();
        assertThat(new AcceleratorProbe(looking.toString()).answerOn(Accelerator.TCG))
                .isEqualTo(ProbeGuest.Answer.NONE);
        assertThat(Files.readAllLines(seen)).hasSize(2)
                .allSatisfy(path -> assertThat(Path.of(path)).doesNotExist())
                .anySatisfy(lock -> assertThat(lock).endsWith(".lock"));
    }
}
