package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import dev.espalier.tck.HostProcesses;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a container dies other than by the death of what runs it. */
@NeedsTools({"systemd-nspawn", "unshare", "nsenter", "depmod"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ContainerDeathIT {

    /** The container's first process, and nobody else's: nspawn's only child. */
    private static ProcessHandle firstProcess() {
        var nspawn = TestingCluster.processes()
                .stream()
                .filter(process -> process.info().command().orElse("").endsWith("systemd-nspawn"))
                .toList();
        return nspawn.stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> !nspawn.contains(child))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a permanent container that powers itself off comes back")
    void powersItselfOff(@TempDir Path directory) throws Exception {
        var box = NodeSpec.of("box", new ImageSpec.Tiny()).backend("nspawn").onVlans(1).permanent();
        try (var test = new TestingCluster(directory, box)) {
            var before = test.machine("box").succeed("cat /proc/sys/kernel/random/boot_id");
            test.machine("box").succeed("(sleep 0.2; poweroff) >/dev/null 2>&1 &");
            var unused = test.await(TestEvent.MachineRestarting.class, event -> event.machine().equals("box"));
            assertThat(test.machine("box").succeed("cat /proc/sys/kernel/random/boot_id")).isNotEqualTo(before);
        }
    }

    @Test
    @DisplayName("the news of a killed nspawn does not wait for the container that it leaves running")
    void nspawnKilled(@TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory,
                NodeSpec.of("box", new ImageSpec.Tiny()).backend("nspawn").onVlans(1))) {
            var box = test.machine("box");
            box.succeed("true");
            var running = box.start("sleep 600");
            HostProcesses.kill(words -> words.getFirst().endsWith("systemd-nspawn"));
            assertThatThrownBy(running::await).isInstanceOf(MachineDied.class).hasMessageContaining("SIGKILL");
            assertThat(test.events()).noneMatch(event -> event.toString().contains("console reader was killed"));
        }
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a container whose first process is killed has died, and so has all that it was asked")
    void firstProcessKilled(@TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory,
                NodeSpec.of("box", new ImageSpec.Tiny()).backend("nspawn").onVlans(1))) {
            var box = test.machine("box");
            box.succeed("true");
            var running = box.start("sleep 600");
            assertThat(firstProcess().destroyForcibly()).isTrue();
            assertThatThrownBy(running::await).isInstanceOfSatisfying(MachineDied.class,
                    died -> assertThat(died.machine()).isEqualTo("box"));
            assertThatThrownBy(() -> box.succeed("true")).isInstanceOf(MachineDied.class);
        }
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a container whose end takes long has died all the same, whoever says first that a command's bash is gone")
    void slowEnd(@TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory,
                NodeSpec.of("box", new ImageSpec.Tiny()).backend("nspawn").onVlans(1))) {
            var box = test.machine("box");
            box.succeed("true");
            var running = box.start("sleep 600");
            var first = firstProcess();
            var unreaped = unreapedFor(Duration.ofSeconds(4), first);
            assertThat(first.destroyForcibly()).isTrue();
            assertThatThrownBy(running::await).isInstanceOfSatisfying(MachineDied.class,
                    died -> assertThat(died.machine()).isEqualTo("box"));
            assertThat(unreaped.waitFor()).isZero();
        }
        assertThat(TestingCluster.processes()).isEmpty();
    }

    /** Puts a process beside {@code first} whose parent is elsewhere and does not ask about its end: {@code first} waits for that. */
    private static Process unreapedFor(Duration time, ProcessHandle first) throws IOException {
        var process = new ProcessBuilder("nsenter", "--no-fork", "--pid", "--target", Long.toString(first.pid()), "sh",
                "-c",
                "sleep 600 >/dev/null & echo begun; exec sleep " + time.toSeconds()).start();
        assertThat(process.inputReader().readLine()).isEqualTo("begun");
        return process;
    }
}
