package dev.espalier.backends.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, by whom, and who is believed to be a host. */
@Timeout(60)
@NeedsHost(programs = {"sshd", "ssh-keygen", "ssh-agent", "ssh-add", "unshare"}, root = true)
class SshDoorsTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path home;

    private SshFailure failure(Options options) throws Exception {
        try (var machine = new SshMachine(home, options, ResetPolicy.END)) {
            return machine.awaitFailure();
        }
    }

    private void works(Options options) throws Exception {
        try (var machine = new SshMachine(home, options, ResetPolicy.END)) {
            assertThat(machine.say(machine.awaitShell(), "echo here")).isEqualTo("here");
        }
    }

    private static HostKey keyOf(Path publicKey) throws Exception {
        var words = said("ssh-keygen", "-l", "-f", publicKey.toString()).split(" ", -1);
        return new HostKey("ssh-ed25519", words[1]);
    }

    private static String said(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @DisplayName("a host whose key nobody has vouched for is not believed, and how to vouch for it is said")
    void unknown() throws Exception {
        try (var host = TestingSshd.start(directory)) {
            var empty = Files.createFile(home.resolve("empty"));
            for (var file : List.of(empty, home.resolve("missing"))) {
                var failure = failure(host.options().with(SshOptions.KNOWN_HOSTS, file));
                var key = keyOf(directory.resolve("host_key.pub"));
                assertThat(failure.reason())
                        .isEqualTo(new SshFailure.HostKeyUnknown(key, "[127.0.0.1]:" + host.port(), file));
                assertThat(failure).hasMessageContainingAll("root@127.0.0.1:" + host.port(), key.fingerprint(),
                        "\"host_key\": \"" + key.fingerprint() + "\"");
                works(host.options()
                        .with(SshOptions.KNOWN_HOSTS, file)
                        .with(SshOptions.HOST_KEY, key.fingerprint()));
            }
            assertThat(empty).isEmptyFile();
        }
    }

    @Test
    @DisplayName("a host with another key than it had is not believed; both keys are named")
    void changed() throws Exception {
        try (var host = TestingSshd.start(directory)) {
            var before = keyOf(directory.resolve("host_key.pub"));
            host.changeKey();
            var now = keyOf(directory.resolve("host_key.pub"));
            var failure = failure(host.options());
            assertThat(failure.reason()).isInstanceOfSatisfying(SshFailure.HostKeyChanged.class, changed -> {
                assertThat(changed.offered()).isEqualTo(now);
                assertThat(changed.expected()).containsExactly(before.toString());
            });
            assertThat(failure).hasMessageContaining("ssh-keygen -f " + host.knownHosts() + " -R '[127.0.0.1]:");
            assertThat(failure(host.options().with(SshOptions.HOST_KEY, before.fingerprint())))
                    .hasMessageContainingAll(before.fingerprint(), now.fingerprint(), "\"host_key\"");
        }
    }

    @Test
    @DisplayName("known hosts may be hashed, and have keys of other types and revoked ones")
    void knownHosts() throws Exception {
        try (var host = TestingSshd.start(directory)) {
            var key = Files.readString(directory.resolve("host_key.pub")).strip();
            var hashed = Files.writeString(home.resolve("hashed"), "[127.0.0.1]:" + host.port() + " " + key + "\n");
            var unused = said("ssh-keygen", "-H", "-f", hashed.toString());
            assertThat(hashed).content().startsWith("|1|");
            works(host.options().with(SshOptions.KNOWN_HOSTS, hashed));
            var revoked = Files.writeString(home.resolve("revoked"), "@revoked * " + key + "\nnonsense\n");
            assertThat(failure(host.options().with(SshOptions.KNOWN_HOSTS, revoked)).reason())
                    .isInstanceOf(SshFailure.HostKeyRevoked.class);
        }
    }

    @Test
    @DisplayName("a host is asked for the key of the type it is known by")
    void types() throws Exception {
        var rsa = directory.resolve("more_key");
        var unused = said("ssh-keygen", "-q", "-t", "rsa", "-b", "3072", "-N", "", "-f",
                home.resolve("rsa").toString());
        try (var host = TestingSshd.start(directory, "HostKey " + home.resolve("rsa"))) {
            assertThat(rsa).doesNotExist();
            var known = Files.writeString(home.resolve("known"), "[127.0.0.1]:" + host.port() + " "
                    + Files.readString(home.resolve("rsa.pub")));
            works(host.options().with(SshOptions.KNOWN_HOSTS, known));
        }
    }

    @Test
    @DisplayName("keys of all usual types let in, and others not")
    void identities() throws Exception {
        try (var host = TestingSshd.start(directory)) {
            for (var type : List.of("ed25519", "rsa", "ecdsa")) {
                var key = home.resolve(type);
                var unused = said("ssh-keygen", "-q", "-t", type, "-N", "", "-f", key.toString());
                var options = host.options().with(SshOptions.IDENTITY_FILE, key);
                assertThat(failure(options).reason())
                        .isEqualTo(new SshFailure.NotAuthenticated("the key in " + key));
                Files.copy(home.resolve(type + ".pub"), directory.resolve("authorized_keys"),
                        StandardCopyOption.REPLACE_EXISTING);
                works(options);
            }
        }
    }

    @Test
    @DisplayName("a key that has a passphrase, or is none, is said to be unusable")
    void unusable() throws Exception {
        var locked = home.resolve("locked");
        var unused = said("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", locked.toString());
        var nonsense = Files.writeString(home.resolve("nonsense"), "nonsense");
        for (var key : List.of(locked, nonsense)) {
            var failure = failure(Options.none()
                    .with(SshOptions.HOST, "127.0.0.1")
                    .with(SshOptions.PORT, 1)
                    .with(SshOptions.IDENTITY_FILE, key));
            assertThat(failure.reason()).isInstanceOf(SshFailure.IdentityUnusable.class);
            assertThat(failure).hasMessageContainingAll(key.toString(), "agent");
        }
    }

    @Test
    @DisplayName("the keys of an agent let in; one that is not there is missed before anything is started")
    void agent() throws Exception {
        var socket = home.resolve("agent");
        try (var host = TestingSshd.start(directory)) {
            var options = Options.none()
                    .with(SshOptions.HOST, "127.0.0.1")
                    .with(SshOptions.PORT, host.port())
                    .with(SshOptions.KNOWN_HOSTS, host.knownHosts())
                    .with(SshOptions.AGENT, socket);
            assertThat(new SshBackend().missing(List.of(SshMachine.spec(options)))).singleElement()
                    .satisfies(missing -> assertThat(missing.what()).contains("no agent for web at " + socket));
            var agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
            try {
                agent.inputReader().readLine();
                assertThat(new SshBackend().missing(List.of(SshMachine.spec(options)))).isEmpty();
                assertThat(failure(options).reason())
                        .isEqualTo(new SshFailure.NotAuthenticated("the keys of the agent at " + socket));
                var adding = new ProcessBuilder("ssh-add", host.identity().toString());
                adding.environment().put("SSH_AUTH_SOCK", socket.toString());
                assertThat(adding.start().waitFor()).isZero();
                works(options);
            } finally {
                agent.destroy();
                agent.waitFor();
            }
        }
    }

    @Test
    @DisplayName("a host behind others is reached through them, and each is asked who it is")
    void jump() throws Exception {
        var first = Files.createDirectory(directory.resolve("first"));
        var second = Files.createDirectory(directory.resolve("second"));
        try (var jump = TestingSshd.start(first); var host = TestingSshd.start(second)) {
            var known = Files.writeString(home.resolve("known"), Files.readString(jump.knownHosts()) + "\n"
                    + Files.readString(host.knownHosts()));
            Files.copy(first.resolve("identity.pub"), second.resolve("authorized_keys"),
                    StandardCopyOption.REPLACE_EXISTING);
            var options = host.options()
                    .with(SshOptions.IDENTITY_FILE, jump.identity())
                    .with(SshOptions.JUMP_HOSTS, List.of("root@127.0.0.1:" + jump.port()));
            works(options.with(SshOptions.KNOWN_HOSTS, known));
            assertThat(jump.log()).contains("Accepted publickey");
            assertThat(failure(options.with(SshOptions.KNOWN_HOSTS, jump.knownHosts()))).hasMessageStartingWith(
                    "root@127.0.0.1:" + host.port()).hasMessageContaining("nobody has vouched for");
            assertThat(failure(options.with(SshOptions.KNOWN_HOSTS, host.knownHosts()))).hasMessageStartingWith(
                    "root@127.0.0.1:" + jump.port()).hasMessageContaining("nobody has vouched for");
            assertThat(failure(options.with(SshOptions.KNOWN_HOSTS, known).with(SshOptions.PORT, 1)).reason())
                    .isInstanceOfAny(SshFailure.Unreachable.class, SshFailure.NoSession.class);
        }
    }

    /** What a server that is none does with who connects. */
    @FunctionalInterface
    private interface Manners {
        void meet(Socket peer) throws IOException;
    }

    private SshFailure failureWith(Manners manners) throws Exception {
        var peers = new ArrayList<Socket>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var unused = threads.submit(() -> {
                var peer = server.accept();
                peers.add(peer);
                manners.meet(peer);
                return peer;
            });
            var key = Files.createTempDirectory(home, "identity").resolve("key");
            var unusedToo = said("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
            try {
                return failure(Options.none()
                        .with(SshOptions.HOST, "127.0.0.1")
                        .with(SshOptions.PORT, server.getLocalPort())
                        .with(SshOptions.CONNECT_TIMEOUT, 2)
                        .with(SshOptions.IDENTITY_FILE, key));
            } finally {
                for (var peer : peers) {
                    peer.close();
                }
            }
        }
    }

    private static void say(Socket peer, String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        peer.getOutputStream().flush();
    }

    @Test
    @DisplayName("who accepts connections and says nothing is given up in time")
    void silent() throws Exception {
        var before = Instant.now();
        assertThat(failureWith(peer -> {}).reason()).isEqualTo(new SshFailure.NoAnswer(Duration.ofSeconds(2)));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("who hangs in the handshake is given up in time")
    void hanging() throws Exception {
        assertThat(failureWith(peer -> say(peer, "SSH-2.0-OpenSSH_9.9\r\n")).reason())
                .isEqualTo(new SshFailure.NoAnswer(Duration.ofSeconds(2)));
    }

    @Test
    @DisplayName("who hangs up at once, or after its banner, gives no session")
    void hangingUp() throws Exception {
        assertThat(failureWith(Socket::close).reason()).isInstanceOf(SshFailure.NoSession.class);
        for (int often = 0; often < 30; often++) {
            assertThat(failureWith(peer -> {
                say(peer, "SSH-2.0-OpenSSH_9.9\r\n");
                peer.close();
            }).reason()).isInstanceOf(SshFailure.NoSession.class);
        }
    }

    @Test
    @DisplayName("who talks nonsense, before or after its banner, gives no session")
    void nonsense() throws Exception {
        assertThat(failureWith(peer -> say(peer, "HTTP/1.1 400 Bad Request\r\n".repeat(10_000))).reason())
                .isInstanceOf(SshFailure.NoSession.class);
        assertThat(failureWith(peer -> say(peer, "SSH-2.0-OpenSSH_9.9\r\n" + "nonsense\0\u00ff".repeat(10_000)))
                .reason()).isInstanceOf(SshFailure.NoSession.class);
    }

    @Test
    @DisplayName("where nobody listens, and a host that nobody knows, cannot be connected to")
    void nobody() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var key = home.resolve("key");
        var unused = said("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        var options = Options.none().with(SshOptions.IDENTITY_FILE, key).with(SshOptions.PORT, free);
        assertThat(failure(options.with(SshOptions.HOST, "127.0.0.1")).reason())
                .isInstanceOf(SshFailure.Unreachable.class);
        assertThat(failure(options.with(SshOptions.HOST, "nowhere.invalid")))
                .hasMessageContaining("no address is known for nowhere.invalid");
    }
}
