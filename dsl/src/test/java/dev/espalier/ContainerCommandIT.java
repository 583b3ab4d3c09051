package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a container's commands run: nowhere else. */
@NeedsTools({"systemd-nspawn", "unshare", "depmod", "mmdebstrap"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ContainerCommandIT {
    private static final int MANY = 30;

    static Stream<ImageSpec> images() {
        return Stream.of(new ImageSpec.Tiny(), new ImageSpec.Debian(List.of("nginx-light")));
    }

    @ParameterizedTest
    @MethodSource("images")
    @DisplayName("each command is in every namespace that the container's first process is in, from the first one on")
    void namespaces(ImageSpec image, @TempDir Path directory) throws Exception {
        try (var test = new TestingCluster(directory, NodeSpec.of("box", image).backend("nspawn").onVlans(1))) {
            var box = test.machine("box");
            for (int number = 0; number < MANY; number++) {
                assertThat(box.succeed("""
                        for kind in mnt uts ipc net cgroup pid; do
                            [ "$(readlink /proc/self/ns/$kind)" = "$(readlink /proc/1/ns/$kind)" ] || echo $kind
                        done
                        hostname""")).isEqualTo("box\n");
            }
        }
    }
}
