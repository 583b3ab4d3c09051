package dev.espalier.examples;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.espalier.ClusterSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.ssh.TestingSshd;
import dev.espalier.config.TestConfiguration;
import dev.espalier.run.TestPreparation;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One test, and a word that says what runs its machine. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "systemd-nspawn", "unshare", "nsenter", "ip", "depmod"})
@NeedsHost(programs = {"sshd", "ssh-keygen"}, root = true)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AnywhereIT {
    private static final Path TEST = Examples.DIRECTORY.resolve("anywhere");

    @ParameterizedTest
    @ValueSource(strings = {"qemu", "nspawn", "ssh"})
    @DisplayName("the same test passes on a virtual machine, on a container and on a host by SSH")
    void passes(String backend, @TempDir Path host, @TempDir Path output) throws Exception {
        try (var sshd = TestingSshd.start(host)) {
            var test = TestPreparation.of(TEST, backend);
            ExampleRun.passes(getClass(), reaching(sshd, test), output);
        }
    }

    /** Where the host is, which only the backend that needs one asks for. */
    private static TestPreparation reaching(TestingSshd host, TestPreparation test) {
        var configuration = test.configuration();
        var nodes = configuration.cluster().nodes().stream().map(node -> node.options(host.options())).toList();
        return new TestPreparation(new TestConfiguration(configuration.name(), new ClusterSpec(nodes),
                configuration.globalTimeout(), configuration.testScript()), test.script());
    }
}
