package dev.espalier.tck.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.backends.ssh.TestingSshd;
import dev.espalier.error.HostNotReady;
import dev.espalier.tck.BackendUnderTest;

/** Each machine is a host with a real server, which ends with this JVM. */
final class SshUnderTest implements BackendUnderTest {
    private static final Path BUILT = Path.of("target").toAbsolutePath();

    static final SshUnderTest SSH = new SshUnderTest();

    private final Map<String, TestingSshd> hosts = new ConcurrentHashMap<>();

    private SshUnderTest() {}

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("ssh").onVlans().options(host(name).options());
    }

    private TestingSshd host(String name) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new HostNotReady(
                    List.of(new Requirement("a host of its own is made by root", "run the tests as root")));
        }
        return hosts.computeIfAbsent(name, missing -> {
            try {
                return TestingSshd.start(Files.createTempDirectory(Files.createDirectories(BUILT), "sshd"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void kill(String machine) {
        host(machine).killSessions();
    }
}
