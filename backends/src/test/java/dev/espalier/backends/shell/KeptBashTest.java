package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All of that, of bashes that wait for another command where that finds them as new ones. */
class KeptBashTest extends NativeShellTest {
    private static final int AHEAD = 2;
    private static final int KEPT = 4;
    private static final int MANY = 20;

    private final AtomicInteger launched = new AtomicInteger();

    KeptBashTest(@TempDir Path directory) throws Exception {
        super(directory);
    }

    private record Keeping(CommandLauncher host, AtomicInteger launched) implements CommandLauncher {
        @Override
        public LaunchedCommand launch(List<String> command) throws IOException {
            launched.incrementAndGet();
            return host.launch(command);
        }

        @Override
        public int ahead() {
            return AHEAD;
        }

        @Override
        public int kept() {
            return KEPT;
        }
    }

    @Override
    CommandLauncher host() {
        return new Keeping(super.host(), launched);
    }

    /** With more bashes than are ever needed at once. */
    private int settle() throws Exception {
        reach();
        while (launched.get() <= AHEAD) {
            say("true");
        }
        return launched.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "exit 3", "ls / | sort | head -c 1", "(sleep 0.05; echo late) & wait",
            "exec sleep 0", "kill -TERM $BASHPID", "sleep 1000 >/dev/null 2>&1 &"})
    @DisplayName("a bash whose command has left nobody with its outputs runs the next ones")
    void kept(String text) throws Exception {
        var before = settle();
        for (int number = 0; number < MANY; number++) {
            assertThat(ask(text).await()).isInstanceOf(ShellReply.Finished.class);
        }
        assertThat(launched).hasValueLessThan(before + MANY / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setsid sh -c 'while sleep 0.01; do echo noise; done' &",
            "setsid sh -c 'while sleep 0.01; do echo noise >&2; done' >/dev/null &",
            "exec 7>&1; setsid sh -c 'while sleep 0.01; do echo noise >&7; done' >/dev/null 2>&1 &",
            "(setsid sh -c 'sleep 0.05; (while sleep 0.01; do echo noise; done) & exit' &)"})
    @DisplayName("what has an output of a command keeps it, wherever it has gone, and disturbs nobody")
    void farNoise(String text) throws Exception {
        settle();
        for (int round = 0; round < 3; round++) {
            say(text);
            for (int number = 0; number < MANY; number++) {
                var asked = ask("echo quiet; echo still >&2");
                assertThat(asked.exitStatus()).isZero();
                assertThat(asked.text()).isEqualTo("quiet\n");
                assertThat(asked.stderr().text()).isEqualTo("still\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "x=1 P=2 HOME=/nowhere; f() { :; }; alias a=b; trap 'echo bye' EXIT",
            "cd /; umask 077; set -f; shopt -s nullglob; ulimit -c 0",
            "renice -n 5 $PPID", "prlimit --nofile=64 --pid $PPID", "dd oflag=nonblock </dev/null 2>&1",
            "dd oflag=nonblock </dev/null >&2", "exec 5>file 6<&0", "shopt -s lastpipe; hash -p /bin/false ls"})
    @DisplayName("a command finds nothing of what others have done to their shells")
    void pristine(String text) throws Exception {
        settle();
        var look = "compgen -v | grep -v BASH; declare -F; alias; pwd; umask; shopt || :; set -o;"
                + " ulimit -a; trap; nice; hash; echo ${HOME:-}; ls -l /proc/self/fd | wc -l; sed -sn 2p /proc/self/fdinfo/[12]";
        var fresh = say(look);
        for (int number = 0; number < MANY; number++) {
            ask(text).exitStatus();
            assertThat(say(look)).isEqualTo(fresh);
        }
    }

    @Test
    @DisplayName("a bash of whose input a command may not have read all runs no other")
    void inputs() throws Exception {
        settle();
        for (int number = 0; number < MANY; number++) {
            assertThat(ask("head -c 3", ShellInput.of(new byte[100_000])).exitStatus()).isZero();
            assertThat(say("echo next")).isEqualTo("next\n");
        }
    }

    @Test
    @DisplayName("of bashes that have run commands at once no more wait than are to")
    void fewKept() throws Exception {
        settle();
        var all = IntStream.range(0, MANY).mapToObj(number -> ask("sleep 0.3")).toList();
        for (var asked : all) {
            assertThat(asked.exitStatus()).isZero();
        }
        var bashes = "for p in /proc/[0-9]*; do read -r n <$p/comm && echo $n; done 2>/dev/null | grep -cx bash";
        say("until [ $(" + bashes + ") -le " + (KEPT + 4) + " ]; do sleep 0.05; done");
    }

    @Test
    @DisplayName("a guest that does not tell its processes has a new bash for each command")
    void noProcesses() throws Exception {
        settle();
        var asked = ask("mount -t tmpfs none /proc");
        assertThat(asked.exitStatus()).isZero();
        for (int number = 0; number < MANY; number++) {
            var next = ask("echo next");
            assertThat(next.exitStatus()).isZero();
            assertThat(next.text()).isEqualTo("next\n");
            assertThat(next.stderr().text()).isEmpty();
        }
        assertThat(launched).hasValueGreaterThan(MANY);
    }
}
