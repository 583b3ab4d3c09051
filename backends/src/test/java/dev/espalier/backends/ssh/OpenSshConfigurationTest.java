package dev.espalier.backends.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import dev.espalier.backends.spi.Options;
import dev.espalier.runtime.process.BriefProcess;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What OpenSSH's client is told, by a real client and a real server. */
@NeedsHost(programs = {"ssh", "sshd", "ssh-keygen"}, root = true)
@Timeout(120)
class OpenSshConfigurationTest {

    @TempDir
    private Path directory;

    private TestingSshd sshd;

    @BeforeEach
    void start() throws Exception {
        sshd = TestingSshd.start(Files.createDirectory(directory.resolve("host")));
    }

    @AfterEach
    void stop() throws Exception {
        sshd.close();
    }

    private String said(Options options) throws IOException, InterruptedException {
        var text = new OpenSshConfiguration(new SshAccess(SshMachine.spec(options)).target(), "web").text();
        var file = Files.writeString(directory.resolve("ssh_config"), text);
        return BriefProcess.run(List.of("ssh", "-F", file.toString(), "web", "echo hello; exec cat"), "you");
    }

    private static String fingerprint(Path key) throws IOException, InterruptedException {
        return BriefProcess.run(List.of("ssh-keygen", "-l", "-f", key.toString()), "").split(" ", -1)[1];
    }

    @Test
    @DisplayName("a client reaches a host whose key is listed, whatever the names of the files are")
    void listed() throws Exception {
        var odd = Files.createDirectory(directory.resolve("it's \"100%h\" \\ odd"));
        var identity = Files.copy(sshd.identity(), odd.resolve("identity"), StandardCopyOption.COPY_ATTRIBUTES);
        var known = Files.copy(sshd.knownHosts(), odd.resolve("known_hosts"));
        assertThat(said(sshd.options()
                .with(SshOptions.IDENTITY_FILE, identity)
                .with(SshOptions.KNOWN_HOSTS, known))).isEqualTo("hello\nyou");
    }

    @Test
    @DisplayName("a host whose key is not listed is not believed")
    void unknown() throws Exception {
        var empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> said(sshd.options().with(SshOptions.KNOWN_HOSTS, empty)))
                .hasMessageContaining("Host key verification failed");
    }

    @Test
    @DisplayName("a host whose key has the fingerprint that was given is believed, and one with another is not")
    void pinned() throws Exception {
        var right = fingerprint(sshd.knownHosts().resolveSibling("host_key.pub"));
        var wrong = fingerprint(sshd.identity());
        var unlisted = sshd.options().with(SshOptions.KNOWN_HOSTS, Files.createFile(directory.resolve("empty")));
        assertThat(said(unlisted.with(SshOptions.HOST_KEY, right))).isEqualTo("hello\nyou");
        assertThatThrownBy(() -> said(sshd.options().with(SshOptions.HOST_KEY, wrong)))
                .hasMessageContaining("Host key verification failed");
    }

    @Test
    @DisplayName("the hosts on the way are passed in order, with the same keys")
    void jumps() throws Exception {
        var here = "root@127.0.0.1:" + sshd.port();
        assertThat(said(sshd.options().with(SshOptions.JUMP_HOSTS, List.of(here, here)))).isEqualTo("hello\nyou");
        assertThat(sshd.log().lines().filter(line -> line.contains("Accepted publickey"))).hasSize(3);
    }
}
