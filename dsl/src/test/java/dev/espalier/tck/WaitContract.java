package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.espalier.command.CommandOptions;
import dev.espalier.error.WaitTimedOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected of waits on every machine: they see what they wait for soon, and say how it stands if it does not come. */
public abstract class WaitContract extends MachineContract {
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofMinutes(1);

    protected WaitContract(BackendUnderTest backend) {
        super(backend);
    }

    private CommandOptions here() {
        return CommandOptions.DEFAULT.directory(place);
    }

    @Test
    @DisplayName("a command is tried until it succeeds, and until it fails")
    void commands() {
        one.succeed("(sleep 0.5; touch flag; sleep 0.5; rm flag) >/dev/null 2>&1 &", here());
        assertThat(one.waitUntilSucceeds("[ -e flag ] && echo there", here())).isEqualTo("there\n");
        one.waitUntilFails("[ -e flag ]", here());
        one.waitUntilFails("false; true", here());
    }

    @Test
    @DisplayName("a wait in vain says how it stood at the last look")
    void inVain() {
        assertThatThrownBy(() -> one.waitUntilSucceeds("echo not yet; exit 4", Duration.ofSeconds(1)))
                .isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll(NAME, "not yet", "exit status 4");
    }

    @Test
    @DisplayName("a command that the wait's timeout ends has not failed by itself")
    void endedByTimeout() {
        assertThatThrownBy(() -> one.waitUntilFails("sleep 50", MOMENT)).isInstanceOf(WaitTimedOut.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "it's", "a\"b", "$(exit 3)", "-n", "new\nline", "*", "~"})
    @DisplayName("a file is waited for by its name, whatever that looks like to a shell")
    void oddFileNames(String name) {
        one.succeed("(sleep 0.3; printf x >\"./$NAME\") >/dev/null 2>&1 &", here().environment("NAME", name));
        one.waitForFile(place + "/" + name, LONG);
        one.waitForFile(place + "/../" + place.substring(place.lastIndexOf('/') + 1) + "/" + name, LONG);
    }

    @Test
    @DisplayName("a wait for a file in vain lists the nearest directory that there is")
    void missingFile() {
        one.succeed("mkdir 'a place'; touch 'a place/the other one'", here());
        assertThatThrownBy(() -> one.waitForFile(place + "/a place/sub/the one", MOMENT))
                .isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll(NAME, "file " + place + "/a place/sub/the one", "in " + place + "/a place:",
                        "the other one");
    }

    /** By Debian's perl, or by the httpd of busybox. */
    private void listen(int port) {
        one.succeed("""
                listen() {
                    if command -v perl >/dev/null; then
                        exec perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalAddr => "127.0.0.1",
                            LocalPort => $ARGV[0], Listen => 99, ReuseAddr => 1) or die; sleep 600' "$1"
                    fi
                    exec httpd -f -p "127.0.0.1:$1"
                }
                listen %d >/dev/null 2>&1 & echo $! >listener""".formatted(port), here());
    }

    @Test
    @DisplayName("a port is open once something listens, and closed once nothing does")
    void ports() {
        one.waitForClosedPort(4711, LONG);
        listen(4711);
        one.waitForOpenPort(4711, "127.0.0.1", LONG);
        one.waitForOpenPort(4711, LONG);
        assertThatThrownBy(() -> one.waitForClosedPort(4711, MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContaining("port 4711 of localhost to be closed");
        one.succeed("(sleep 0.3; kill $(cat listener)) >/dev/null 2>&1 &", here());
        one.waitForClosedPort(4711, LONG);
        assertThatThrownBy(() -> one.waitForOpenPort(4711, MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll(NAME, "port 4711 of localhost to be open", "refused");
    }

    @Test
    @DisplayName("a sleep lasts as long as it is told, by the machine's own clock")
    void sleep() {
        var began = one.succeed("cut -d ' ' -f 1 /proc/uptime").strip();
        one.sleep(Duration.ofMillis(1200));
        one.succeed("read -r now _ </proc/uptime; [ $((${now/.} - " + began.replace(".", "") + ")) -ge 120 ]");
    }
}
