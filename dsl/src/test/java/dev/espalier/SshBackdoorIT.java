package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.CommandLost;
import dev.espalier.error.ToolMissing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's way into a guest that has an SSH server but does not run it, and is on no network. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "systemd-nspawn", "unshare", "depmod", "ssh", "sshd", "socat"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SshBackdoorIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @AfterEach
    void nothingOfAClosedClusterRuns() {
        assertThat(TestingCluster.processes()).isEmpty();
    }

    private static void borrowSshd(Machine guest, Path archive) {
        guest.succeed("tar -x -C / -f - && echo 'sshd:x:105:65534::/run/sshd:/bin/false' >>/etc/passwd",
                CommandOptions.DEFAULT.stdin(archive));
    }

    private ProcessBuilder typed(String command) {
        return new ProcessBuilder("sh", "-c", command).redirectError(directory.resolve("stderr").toFile());
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int status(Process process) throws Exception {
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    private void session(Machine guest, String ssh) throws Exception {
        var boot = guest.succeed("cat /proc/uptime >/dev/null; hostname; echo $HOME");
        var echo = typed(ssh + " 'hostname; echo $HOME; exit 7'").start();
        assertThat(said(echo)).as(Files.readString(directory.resolve("stderr"))).isEqualTo(boot);
        assertThat(status(echo)).isEqualTo(7);
    }

    private void bytes(String ssh) throws Exception {
        var bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        var file = Files.write(directory.resolve("bytes"), bytes);
        var copy = typed(ssh + " cat").redirectInput(file.toFile()).start();
        assertThat(copy.getInputStream().readAllBytes()).isEqualTo(bytes);
        assertThat(status(copy)).isZero();
    }

    @Test
    @DisplayName("a machine whose shell gives a command nothing to read says so, and names no command that does not work")
    void noInput() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThatThrownBy(test.machine("one")::sshBackdoorCommand).isInstanceOf(CommandLost.class)
                    .hasMessageContaining("takes no input");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nspawn", "qemu"})
    @DisplayName("the command that is returned gives a root session with a terminal, several at once, over crashes and starts")
    void session(String backend) throws Exception {
        var archive = BorrowedSshd.packed(directory.resolve("sshd.tar"));
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one").backend(backend).onVlans())) {
            var one = test.machine("one");
            assertThatThrownBy(one::sshBackdoorCommand).isInstanceOf(ToolMissing.class)
                    .hasMessageContainingAll("one", "sshd");
            borrowSshd(one, archive);
            var ssh = one.sshBackdoorCommand();
            assertThat(ssh).startsWith("ssh -F ").isEqualTo(one.sshBackdoorCommand());
            for (var often = 0; often < 5; often++) {
                session(one, ssh);
            }
            bytes(ssh);

            var terminal = typed(ssh.replace("ssh ", "ssh -tt ") + " 'stty size; tty; read word; echo \"[$word]\"'")
                    .start();
            terminal.getOutputStream().write("typed\n".getBytes(StandardCharsets.UTF_8));
            terminal.getOutputStream().flush();
            assertThat(said(terminal)).contains("/dev/pts/", "[typed]");

            var cut = typed("exec " + ssh + " 'echo begun; exec cat'").start();
            assertThat(cut.inputReader().readLine()).isEqualTo("begun");
            session(one, ssh);
            cut.destroyForcibly();
            one.waitUntilFails("pidof sshd", CommandOptions.within(SOON));
            one.waitUntilFails("ls -d /run/espalier-ssh.*", CommandOptions.within(SOON));

            one.crash();
            borrowSshd(one, archive);
            session(one, ssh);
        }
    }
}
