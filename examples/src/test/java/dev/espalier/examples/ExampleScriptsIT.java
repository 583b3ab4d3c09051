package dev.espalier.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.run.TestPreparation;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExampleScriptsIT {
    private static final Path WITH_HOST = Examples.DIRECTORY.resolve("mixed-backends");

    static List<Path> scripts() throws IOException {
        return Examples.scripts().stream().filter(example -> !example.equals(WITH_HOST)).toList();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @DisplayName("every example passes")
    void run(Path example, @TempDir Path output) throws Exception {
        ExampleRun.passes(getClass(), TestPreparation.of(example), output);
    }

    @Test
    @NeedsHost(programs = {"sshd", "ssh-keygen"}, root = true)
    @DisplayName("the example with a host passes, too, once there is a server as the script beside it starts it")
    void runWithHost(@TempDir Path copies, @TempDir Path output) throws Exception {
        try (var host = HostBeside.start(WITH_HOST, copies)) {
            ExampleRun.passes(getClass(), TestPreparation.of(host.example()), output);
        }
    }
}
