package dev.espalier.tck.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.ssh.TestingSshd;
import dev.espalier.tck.BackendUnderTest;

/** Each machine is a host with a real server, which ends with this JVM. */
final class SshUnderTest implements BackendUnderTest {
    static final SshUnderTest SSH = new SshUnderTest();

    private final Map<String, TestingSshd> hosts = new ConcurrentHashMap<>();

    private SshUnderTest() {}

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("ssh").onVlans().options(host(name).options());
    }

    private TestingSshd host(String name) {
        assumeTrue("root".equals(System.getProperty("user.name")) || "true".equals(System.getenv("CI")),
                "a host of its own is made by root");
        return hosts.computeIfAbsent(name, missing -> {
            try {
                return TestingSshd.start(Files.createTempDirectory("sshd"));
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
