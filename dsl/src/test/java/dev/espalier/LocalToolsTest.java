package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.espalier.command.CommandOptions;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.CommandLost;
import dev.espalier.error.ToolMissing;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.TestEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a machine offers beside its commands, as far as it takes no systemd. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LocalToolsTest {
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(40);

    private TestingCluster test;
    private Machine one;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.local("one"));
        one = test.machine("one");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    @DisplayName("a shell that goes by a console says that it takes no input, and no command that is too long")
    void consoleShell() {
        assertThatThrownBy(() -> one.succeed("cat", CommandOptions.DEFAULT.stdin("input")))
                .isInstanceOf(CommandLost.class)
                .hasMessageContainingAll("never began", "takes no input");
        assertThatThrownBy(() -> one.succeed(": " + "y".repeat(200_000))).isInstanceOf(CommandLost.class)
                .hasMessageContainingAll("never began", "put it into a file");
        one.succeed("true");
    }

    @Test
    @DisplayName("what cannot be a variable's name or a working directory is refused before anything runs")
    void wrongOptions() {
        assertThatThrownBy(() -> CommandOptions.DEFAULT.environment("A;reboot", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A;reboot");
        assertThatThrownBy(() -> CommandOptions.DEFAULT.directory("-")).isInstanceOf(IllegalArgumentException.class);
    }

    private void listen(int port) {
        one.succeed("""
                perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => %d, \
                Listen => 99, ReuseAddr => 1) or die; sleep 60' >/dev/null 2>&1 &""".formatted(
                port));
    }

    @Test
    @DisplayName("a wait for a port in vain says what listens")
    void closedPort() {
        listen(4712);
        one.waitForOpenPort(4712, LONG);
        assertThatThrownBy(() -> one.waitForOpenPort(4713, MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("port 4713 of localhost to be open", "refused", "listening", "4712");
        assertThatThrownBy(() -> one.waitForClosedPort(4712, MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("port 4712 of localhost to be closed", "listening");
    }

    @Test
    @DisplayName("an address that means nothing is neither an open port nor a closed one, and is never run")
    void oddAddress() {
        var address = "$(touch /run/mark).invalid";
        assertThatThrownBy(() -> one.waitForClosedPort(80, address, MOMENT)).isInstanceOf(WaitTimedOut.class);
        assertThatThrownBy(() -> one.waitForOpenPort(80, address, MOMENT)).isInstanceOf(WaitTimedOut.class);
        one.succeed("[ ! -e /run/mark ]");
        assertThatThrownBy(() -> one.waitForOpenPort(70000)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70000");
    }

    private void bind(String type, String path) {
        one.succeed("""
                perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Type => %s, Local => $ARGV[0], Listen => %s) \
                or die $!; sleep 60' "$SOCKET" >/dev/null 2>&1 & until [ -S "$SOCKET" ]; do sleep 0.1; done"""
                .formatted(type, type.equals("SOCK_DGRAM") ? "undef" : "1"),
                CommandOptions.DEFAULT.environment("SOCKET", path));
    }

    @Test
    @DisplayName("a unix socket is open when something listens on it, by whichever name")
    void unixSockets() {
        bind("SOCK_STREAM", "/run/a socket's \"name\" ");
        one.waitForOpenUnixSocket("/run/a socket's \"name\" ", LONG);
        one.succeed("ln -s /run \"$PWD/way\"; ln -s /run/a*name* /run/link");
        one.waitForOpenUnixSocket("way/link", LONG);
        bind("SOCK_DGRAM", "/run/letters");
        one.waitForOpenDatagramSocket("/run/letters", LONG);
    }

    @Test
    @DisplayName("a socket in a network namespace of a service's own is open too")
    void socketOfAnotherNamespace() {
        one.succeed("""
                unshare --net perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Local => "/run/private", \
                Listen => 1) or die; sleep 60' >/dev/null 2>&1 &""");
        one.waitForOpenUnixSocket("/run/private", LONG);
    }

    @Test
    @DisplayName("a socket's file that nobody listens on is not an open socket, nor is one of another kind")
    void closedUnixSocket() {
        bind("SOCK_DGRAM", "/run/letters");
        one.succeed("""
                perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "/run/stale", Listen => 1) or die'""");
        for (var path : new String[]{"/run/stale", "/run/letters", "/run/no such socket"}) {
            assertThatThrownBy(() -> one.waitForOpenUnixSocket(path, MOMENT)).isInstanceOf(WaitTimedOut.class)
                    .hasMessageContainingAll("unix socket " + path, "stale", "unix sockets:", "/run/letters");
        }
        assertThatThrownBy(() -> one.waitForOpenDatagramSocket("/run/stale", MOMENT))
                .isInstanceOf(WaitTimedOut.class);
    }

    @Test
    @DisplayName("a guest without systemd is said to have none, at once")
    void noSystemd() {
        assertThatThrownBy(() -> one.waitForUnit("nginx")).isInstanceOf(ToolMissing.class)
                .hasMessageContainingAll("one", "systemd", "a wait for a unit");
        assertThatThrownBy(() -> one.getUnitProperty("nginx", "ActiveState")).isInstanceOf(CommandFailed.class);
    }

    @Test
    @DisplayName("a guest without xwininfo is said to have none, at once")
    void noXwininfo() {
        one.succeed("mount -t tmpfs tmpfs /usr/local/bin; printf '#!/bin/sh\nexit 127' >/usr/local/bin/xwininfo",
                "chmod +x /usr/local/bin/xwininfo");
        assertThatThrownBy(() -> one.waitForWindow("Firefox")).isInstanceOf(ToolMissing.class)
                .hasMessageContainingAll("one", "xwininfo");
    }

    @Test
    @DisplayName("the windows are those that xwininfo names")
    void windows() {
        one.succeed("""
                mount -t tmpfs tmpfs /usr/local/bin
                cat >/usr/local/bin/xwininfo <<'END'
                #!/bin/sh
                cat <<'TREE'

                xwininfo: Window id: 0x50d (the root window) (has no name)

                  Root window id: 0x50d (the root window) (has no name)
                  Parent window id: 0x0 (none)
                     3 children:
                     0x200001 "a "quoted" name": ("xterm" "XTerm")  484x316+0+0  +0+0
                        1 child:
                        0x20000c (has no name): ()  484x316+0+0  +1+1
                     0x400001 "Mozilla Firefox": ("Navigator" "firefox")  10x10+10+10  +10+10
                TREE
                END
                chmod +x /usr/local/bin/xwininfo""");
        assertThat(one.getWindowNames()).containsExactly("a \"quoted\" name", "Mozilla Firefox");
        one.waitForWindow("Fire[a-z]+$", LONG);
        assertThatThrownBy(() -> one.waitForWindow("Chrome", MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("a window Chrome", "Mozilla Firefox");
    }

    @Test
    @DisplayName("a machine is up from its first answer to its end")
    void isUp() {
        assertThat(one.isUp()).isFalse();
        one.waitForShell();
        assertThat(one.isUp()).isTrue();
        one.crash();
        assertThat(one.isUp()).isFalse();
    }

    @Test
    @DisplayName("a tty that is none is refused, one that the guest lacks fails, and what is said of a machine is logged")
    void ttysAndLog() {
        assertThatThrownBy(() -> one.getTtyText(0)).isInstanceOf(IllegalArgumentException.class);
        one.log("a remark");
        assertThat(test.events()).anyMatch(event -> event instanceof TestEvent.Logged logged
                && logged.text().equals("a remark") && logged.machine().orElse("").equals("one"));
    }
}
