package dev.espalier.runtime.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.runtime.namespace.Isolation.Users;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.testing.ChildJvm;
import dev.espalier.runtime.testing.HeldNamespace;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.ProcessTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@NeedsHost(programs = {"unshare", "nsenter", "ip"})
class KeeperTest {

    @TempDir
    private Path directory;

    private static Process start(Keeper keeper, String... command) throws IOException {
        return new ProcessBuilder(keeper.entering(List.of(command))).redirectErrorStream(true).start();
    }

    /** What it says until it has ended. */
    private static String said(Process process) throws Exception {
        process.getOutputStream().close();
        var all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return all;
    }

    @ParameterizedTest
    @EnumSource(value = Users.class, names = {"HOST", "ROOT_ONLY"})
    @DisplayName("inside there are only own processes and a loopback, and everybody is root")
    @NeedsHost(root = true)
    void aWorldOfItsOwn(Users users) throws Exception {
        try (var keeper = Keeper.start(new Isolation(true, users))) {
            assertThat(said(start(keeper, "sh", "-c", "echo /proc/[0-9]*"))).startsWith("/proc/1 ")
                    .doesNotContain("/proc/" + keeper.pid());
            assertThat(said(start(keeper, "ip", "-br", "link"))).startsWith("lo ").hasLineCount(1).contains("UP");
            assertThat(said(start(keeper, "id", "-u"))).isEqualTo("0\n");
        }
    }

    @Test
    @DisplayName("they can be tried out, which leaves nothing")
    void triedOut() {
        Keeper.tryOut(Isolation.forMachines());
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    @DisplayName("a network is shared with the host where none of its own was asked for")
    void hostNetwork() throws Exception {
        try (var keeper = Keeper.start(Isolation.forUnpacking())) {
            assertThat(ProcessTable.namespace(keeper.pid(), "net"))
                    .isEqualTo(ProcessTable.namespace(ProcessHandle.current().pid(), "net"));
            assertThat(ProcessTable.namespace(keeper.pid(), "pid"))
                    .isNotEqualTo(ProcessTable.namespace(ProcessHandle.current().pid(), "pid"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 127, 255})
    @DisplayName("whoever enters exits with the command's status")
    void exitStatus(int status) throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            assertThat(start(keeper, "sh", "-c", "exit " + status).waitFor()).isEqualTo(status);
        }
    }

    @Test
    @DisplayName("whoever enters ends by the signal that the command ended by")
    void signal() throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var status = ExitStatus.ofExitValue(start(keeper, "sh", "-c", "kill -KILL $$").waitFor());
            assertThat(status).isEqualTo(new ExitStatus.Signaled(9));
        }
    }

    @Test
    @DisplayName("standard input and output are the command's")
    void streams() throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var cat = start(keeper, "cat");
            cat.getOutputStream().write("over there and back\n".getBytes(StandardCharsets.UTF_8));
            assertThat(said(cat)).isEqualTo("over there and back\n");
        }
    }

    @Test
    @DisplayName("blanks, quotes, dollars and leading dashes stay in their argument")
    void arguments() throws Exception {
        var awkward = List.of("two words", "it's", "\"quoted\"", "$HOME `id`", "--net", "", "new\nline", "\\", "*");
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var command = new ArrayList<>(List.of("printf", "[%s]"));
            command.addAll(awkward);
            assertThat(said(start(keeper, command.toArray(String[]::new))))
                    .isEqualTo("[" + String.join("][", awkward) + "]");
        }
    }

    @Test
    @DisplayName("a program that does not exist is named")
    void noProgram() throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var process = start(keeper, "no-such-program", "--help");
            assertThat(said(process)).contains("no-such-program");
            assertThat(process.waitFor()).isEqualTo(127);
        }
    }

    @Test
    @DisplayName("what is closed has ended, with everything inside, also what went into a session of its own")
    void closing() throws Exception {
        var keeper = Keeper.start(Isolation.forMachines());
        try (var namespace = HeldNamespace.of(keeper.pid(), "pid")) {
            var shell = start(keeper, "sh", "-c", "setsid setsid sleep 1000 & trap '' TERM HUP; echo ready; cat");
            assertThat(shell.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");

            keeper.close();

            assertThat(ProcessHandle.of(keeper.pid())).isEmpty();
            assertThat(shell.waitFor()).isEqualTo(128 + 9);
            namespace.assertIsEmpty();
        }
    }

    @Test
    @DisplayName("closing twice is closing once")
    void closingTwice() {
        var keeper = Keeper.start(Isolation.forMachines());
        keeper.close();
        keeper.close();
        assertThat(ProcessHandle.of(keeper.pid())).isEmpty();
    }

    @Test
    @NeedsHost(root = true, files = "/proc/sys/kernel/ns_last_pid")
    @DisplayName("when it is over, who has its number by then is left alone")
    void numberAgain() throws Exception {
        var apart = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        try (var jvm = ChildJvm.through(apart, KeeperHolder.CLASS_PATH, NumberAgain.class)) {
            assertThat(jvm.awaitLine("the other is: ")).isEqualTo("well");
        }
    }

    @Test
    @DisplayName("nobody enters when it is over")
    void entryAfterTheEnd() throws Exception {
        var keeper = Keeper.start(Isolation.forMachines());
        keeper.close();

        var late = start(keeper, "true");
        assertThat(said(late)).contains("nsenter");
        assertThat(late.waitFor()).isNotZero();
    }

    @Test
    @DisplayName("orphans inside are reaped when they end, and nothing else ends with them")
    void orphans() throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var fifo = directory.resolve("let-go");
            assertThat(said(start(keeper, "sh", "-c", "mkfifo " + fifo + "; setsid sh -c 'read x <" + fifo
                    + "; exit 0; : orphan-under-test' >/dev/null 2>&1 &"))).isEmpty();
            var orphans = ProcessTable.livingWith("orphan-under-test");
            assertThat(orphans).hasSize(1);

            assertThat(said(start(keeper, "sh", "-c", "echo >" + fifo))).isEmpty();

            ProcessTable.awaitEnd(orphans);
            assertThat(said(start(keeper, "echo", "still here"))).isEqualTo("still here\n");
        }
    }

    @Test
    @DisplayName("a host that does not allow namespaces is quoted in the refusal")
    @NeedsHost(root = true)
    void refusal() throws Exception {
        var forbidding = List.of("unshare", "--user", "--map-root-user", "sh", "-c",
                "echo 0 >/proc/sys/user/max_pid_namespaces && exec \"$@\"", "sh");
        try (var jvm = ChildJvm.through(forbidding, KeeperHolder.CLASS_PATH, KeeperHolder.class, "ROOT_ONLY")) {
            assertThat(jvm.awaitLine("refused: ")).contains("no namespaces", "unshare");
        }
    }

    @Test
    @DisplayName("a host without unshare is told so")
    void noUnshare() throws Exception {
        var withoutPath = List.of("env", "PATH=/nowhere");
        try (var jvm = ChildJvm.through(withoutPath, KeeperHolder.CLASS_PATH, KeeperHolder.class, "ROOT_ONLY")) {
            assertThat(jvm.awaitLine("refused: ")).contains("cannot run unshare");
        }
    }
}
