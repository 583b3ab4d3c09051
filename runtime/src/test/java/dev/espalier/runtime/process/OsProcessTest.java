package dev.espalier.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import dev.espalier.runtime.testing.ProcessTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class OsProcessTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");

    @TempDir
    private Path directory;

    private final Witness witness = new Witness();
    private final String mark = "marked-" + UUID.randomUUID();

    private ChildSpec process(String... command) {
        return process(witness::say, ENVIRONMENT, command);
    }

    private ChildSpec process(Consumer<String> lines, Map<String, String> environment, String... command) {
        return ChildSpec.worker("process", OsProcess.running(
                new ProcessSpec(List.of(command), directory, environment), new Stdio.Logged(lines), witness))
                .restart(Restart.TEMPORARY);
    }

    @Test
    @DisplayName("a process that succeeds is a child that ends normally")
    void success() throws Exception {
        try (var nursery = Nursery.of(process("true"))) {
            assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.normal());
            assertThat(witness.awaitExit()).isEqualTo(new ExitStatus.Exited(0));
        }
    }

    @Test
    @DisplayName("a process that fails is a child that fails with its exit status")
    void failure() throws Exception {
        try (var nursery = Nursery.of(process("sh", "-c", "exit 42"))) {
            assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.failed(new ExitStatus.Exited(42)));
        }
    }

    @Test
    @DisplayName("a process that is killed is a child that fails with the signal")
    void signal() throws Exception {
        try (var nursery = Nursery.of(process("sleep", "1000"))) {
            nursery.awaitUp("process");
            ProcessHandle.of(witness.pid.get()).orElseThrow().destroyForcibly();
            assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.failed(new ExitStatus.Signaled(9)));
            assertThat(witness.awaitExit()).hasToString("signal 9 (SIGKILL)");
        }
    }

    @Test
    @DisplayName("all that it said is told before its end, without a line end and however much it is")
    void output() throws Exception {
        try (var nursery = Nursery.of(process("sh", "-c", "seq 100000; echo error >&2; printf unfinished; exit 3"))) {
            nursery.awaitEnd("process");
            assertThat(witness.heard()).hasSize(100_003)
                    .startsWith("1", "2", "3")
                    .endsWith("100000", "error", "unfinished", "exit status 3");
        }
    }

    @Test
    @DisplayName("its end is told after its output even to a slow listener")
    void slowListener() throws Exception {
        var slow = process(line -> {
            LockSupport.parkNanos(1_000_000);
            witness.say(line);
        }, ENVIRONMENT, "seq", "1500");
        try (var nursery = Nursery.of(slow)) {
            nursery.awaitEnd("process");
            assertThat(witness.heard()).hasSize(1501).endsWith("1500", "exit status 0");
        }
    }

    @Test
    @DisplayName("a grandchild that keeps the output open does not hold up the end")
    void outputKeptOpen() throws Exception {
        try (var nursery = Nursery.of(process("sh", "-c", "sleep 1000 & echo $!; exit 5"))) {
            assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.failed(new ExitStatus.Exited(5)));
            var left = ProcessHandle.of(Long.parseLong(witness.heard().getFirst()));
            left.ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    @DisplayName("a line without end is told in pieces")
    void endlessLine() throws Exception {
        var lengths = new int[1];
        var process = process(line -> lengths[0] = Math.max(lengths[0], line.length()), ENVIRONMENT, "sh", "-c",
                "head -c 10000000 /dev/zero | tr '\\0' x");
        try (var nursery = Nursery.of(process)) {
            assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.normal());
            assertThat(lengths[0]).isBetween(1000, 100_000);
        }
    }

    @Test
    @DisplayName("output that nobody can take any more ends the process, and the child crashes")
    void lostOutput() throws Exception {
        var full = process(line -> {
            throw new IllegalStateException("disk full");
        }, ENVIRONMENT, "sh", "-c", "echo; sleep 1000; : " + mark);
        try (var nursery = Nursery.of(full)) {
            assertThat(nursery.awaitEnd("process").cause().orElseThrow()).hasMessage("disk full");
            ProcessTable.awaitEnd(ProcessTable.livingWith(mark));
        }
    }

    private ChildSpec heardBy(ProcessListener listener, String... command) {
        return ChildSpec.worker("process", OsProcess.running(new ProcessSpec(List.of(command), directory, ENVIRONMENT),
                new Stdio.Logged(witness::say), listener)).restart(Restart.TEMPORARY);
    }

    @Test
    @DisplayName("news of its start that nobody takes end the process, and the child crashes")
    void lostStart() throws Exception {
        var confused = heardBy(new ProcessListener() {
            @Override
            public void started(long pid) {
                throw new IllegalStateException("nobody by this name");
            }

            @Override
            public void exited(ExitStatus status) {
                witness.exited(status);
            }
        }, "sh", "-c", "sleep 1000; : " + mark);
        try (var nursery = Nursery.of(confused)) {
            assertThat(nursery.awaitEnd("process").cause().orElseThrow()).hasMessage("nobody by this name");
            assertThat(witness.awaitExit()).isEqualTo(new ExitStatus.Signaled(9));
            ProcessTable.awaitEnd(ProcessTable.livingWith(mark));
        }
    }

    @Test
    @DisplayName("news of its end that nobody takes are no reason not to hear of it: the child crashes")
    void lostEnd() throws Exception {
        var confused = heardBy(new ProcessListener() {
            @Override
            public void started(long pid) {
                witness.started(pid);
            }

            @Override
            public void exited(ExitStatus status) {
                throw new IllegalStateException("nobody by this name");
            }
        }, "true");
        try (var nursery = Nursery.of(confused)) {
            assertThat(nursery.awaitEnd("process").cause().orElseThrow()).hasMessage("nobody by this name");
        }
    }

    @Test
    @DisplayName("a program that does not exist is a failed start that names it")
    void noProgram() throws Exception {
        try (var nursery = Nursery.of(process("no-such-program"))) {
            assertThat(nursery.awaitEnd("process").cause().orElseThrow()).isInstanceOf(IOException.class)
                    .hasMessageContaining("no-such-program");
        }
    }

    @Test
    @DisplayName("an environment that no process can have is a failed start")
    void impossibleEnvironment() throws Exception {
        try (var nursery = Nursery.of(process(witness::say, Map.of("A=B", "c"), "true"))) {
            assertThat(nursery.awaitEnd("process").cause().orElseThrow())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("its environment is what was given and nothing else, its directory too")
    void surroundings() throws Exception {
        var process = process(witness::say, Map.of("B", "two words", "A", ""), "/bin/sh", "-c",
                "/usr/bin/tr '\\0' '\\n' </proc/self/environ; pwd");
        try (var nursery = Nursery.of(process)) {
            nursery.awaitEnd("process");
            var said = witness.heard();
            assertThat(said.subList(0, said.size() - 2)).contains("A=", "B=two words")
                    .allMatch(line -> line.startsWith("A=") || line.startsWith("B=") || line.startsWith("PWD="));
            assertThat(said).contains(directory.toRealPath().toString());
        }
    }

    @Test
    @DisplayName("standard input of a logged process is at its end")
    void noInput() throws Exception {
        try (var nursery = Nursery.of(process("sh", "-c", "cat; echo over"))) {
            nursery.awaitEnd("process");
            assertThat(witness.heard()).containsExactly("over", "exit status 0");
        }
    }

    @ParameterizedTest
    @EnumSource(Wrapper.class)
    @DisplayName("asked to stop, a process gets SIGTERM, the time to end in its way, and an ear for its last words")
    @NeedsHost(root = true, programs = {"unshare", "nsenter"})
    void terminated(Wrapper wrapper) throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var process = process(wrapper.around(keeper, "sh", "-c",
                    "trap 'echo cleaning; exit 0' TERM; echo ready; while :; do sleep 0.1; done"));
            try (var nursery = Nursery.of(process)) {
                witness.awaitLine("ready");
                nursery.terminate("process");
                assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.shutdown());
                assertThat(witness.heard()).contains("cleaning").endsWith("exit status 0");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wrapper.class)
    @DisplayName("asked to stop right after its start, it stops, also behind a program that started it")
    @NeedsHost(root = true, programs = {"unshare", "nsenter"})
    void terminatedAtOnce(Wrapper wrapper) throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            for (int round = 0; round < 5; round++) {
                try (var nursery = Nursery.of(process(wrapper.around(keeper, "sleep", "1000.1")))) {
                    nursery.awaitUp("process");
                    nursery.terminate("process");
                    nursery.awaitEnd("process");
                }
            }
            ProcessTable.awaitEnd(ProcessTable.livingWith("1000.1"));
        }
    }

    @Test
    @DisplayName("a process that ignores SIGTERM is killed when its time is over")
    void deaf() throws Exception {
        var deaf = process("sh", "-c", "trap '' TERM; echo ready; sleep 1000; : " + mark)
                .shutdown(Shutdown.timeout(Duration.ofMillis(200)));
        try (var nursery = Nursery.of(deaf)) {
            witness.awaitLine("ready");
            nursery.terminate("process");
            assertThat(nursery.awaitEnd("process")).isEqualTo(ExitReason.killed());
            witness.awaitExit();
            assertThat(ProcessTable.livingWith(mark)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Wrapper.class)
    @DisplayName("killed, nothing of what it started is left, also behind a program that started it")
    @NeedsHost(root = true, programs = {"unshare", "nsenter"})
    void killed(Wrapper wrapper) throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var family = process(
                    wrapper.around(keeper, "sh", "-c", "trap '' TERM HUP; setsid sh -c 'echo ready; sleep 1000; : "
                            + mark + "'; : "))
                    .shutdown(Shutdown.brutalKill());
            try (var nursery = Nursery.of(family)) {
                witness.awaitLine("ready");
                var processes = ProcessTable.livingWith(mark);
                nursery.terminate("process");
                assertThat(witness.awaitExit().success()).isFalse();
                ProcessTable.awaitEnd(processes);
                assertThat(ProcessTable.livingWith(mark)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wrapper.class)
    @DisplayName("killed while it is being started, nothing is left")
    @NeedsHost(root = true, programs = {"unshare", "nsenter"})
    void killedAtOnce(Wrapper wrapper) throws Exception {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            for (int round = 0; round < 20; round++) {
                var fresh = new Witness();
                var spec = new ProcessSpec(List.of(wrapper.around(keeper, "sleep", "1000.2")), directory, ENVIRONMENT);
                var starting = ChildSpec.worker("process", OsProcess.running(spec, new Stdio.Logged(line -> {}), fresh))
                        .shutdown(Shutdown.brutalKill());
                try (var nursery = Nursery.of(starting)) {
                    fresh.pid.get();
                    nursery.terminate("process");
                }
                fresh.awaitExit();
            }
            ProcessTable.awaitEnd(ProcessTable.livingWith("1000.2"));
        }
    }

    /** Through which programs the program is started. */
    enum Wrapper {
        NONE,
        NSENTER,
        UNSHARE,
        NSENTER_AND_UNSHARE;

        private static final List<String> UNSHARED = List.of("unshare", "--mount", "--fork", "--kill-child", "--");

        String[] around(Keeper keeper, String... command) {
            var program = List.of(command);
            return (switch (this) {
                case NONE -> program;
                case NSENTER -> keeper.entering(program);
                case UNSHARE -> unshared(program);
                case NSENTER_AND_UNSHARE -> keeper.entering(unshared(program));
            }).toArray(String[]::new);
        }

        private static List<String> unshared(List<String> program) {
            var all = new ArrayList<>(UNSHARED);
            all.addAll(program);
            return all;
        }
    }
}
