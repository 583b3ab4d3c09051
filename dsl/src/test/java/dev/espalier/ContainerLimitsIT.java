package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.nspawn.NspawnBackend;
import dev.espalier.backends.spi.Options;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container has no more of this host than it is said to have. */
@NeedsTools({"systemd-nspawn", "unshare", "depmod"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ContainerLimitsIT {
    private static final String KEEPS = "sh -c 'x=$(head -c %d /dev/zero | tr \"\\0\" x); echo ${#x}'";

    private static NodeSpec box() {
        return NodeSpec.of("box", new ImageSpec.Tiny()).backend("nspawn").onVlans().memoryMib(64);
    }

    @Test
    @DisplayName("a command that wants more memory than its container has is killed, and the container goes on")
    void memory(@TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory, box())) {
            var box = test.machine("box");
            assertThat(box.succeed(KEEPS.formatted(8 << 20))).isEqualTo((8 << 20) + "\n");
            assertThat(box.execute(KEEPS.formatted(200 << 20)).exitStatus()).isEqualTo(128 + 9);
            box.succeed("true");
        }
    }

    @Test
    @DisplayName("a container that starts more and more processes is refused some, and goes on when they have ended")
    void processes(@TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory,
                box().options(Options.none().with(NspawnBackend.MAX_PROCESSES, 60)))) {
            var box = test.machine("box");
            var many = box.execute("""
                    sh -c 'n=0; while [ $n -lt 200 ]; do sleep 1000 >/dev/null 2>&1 & n=$((n+1)); done'
                    status=$?; killall sleep; exit $status""");
            assertThat(many.exitStatus()).isNotZero();
            assertThat(many.stderr()).contains("fork");
            box.succeed("true");
        }
    }
}
