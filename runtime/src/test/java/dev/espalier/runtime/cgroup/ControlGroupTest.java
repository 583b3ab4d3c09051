package dev.espalier.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes in real groups of this host's kernel. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@NeedsHost(root = true, files = "/sys/fs/cgroup")
class ControlGroupTest {
    /** Takes so many MiB of memory and some more. */
    private static final String KEEPS = "x=$(head -c %dM /dev/zero | tr '\\0' x); echo ${#x}";

    private final Hierarchies hierarchies = Hierarchies.ofThisHost().orElseThrow();
    private final ControlGroup group = ControlGroup.in(hierarchies);

    @AfterEach
    void remove() throws Exception {
        group.remove();
    }

    private List<Path> ours() throws IOException {
        return ours(hierarchies.unified());
    }

    private static List<Path> ours(Path hierarchy) throws IOException {
        var owner = GroupOwner.thisProcess();
        try (var all = Files.list(hierarchy)) {
            return all.filter(path -> GroupOwner.of(path.getFileName().toString()).filter(owner::equals).isPresent())
                    .toList();
        }
    }

    private Process start(ControlGroup in, String script) throws IOException {
        return new ProcessBuilder(in.entering(List.of("sh", "-c", script))).start();
    }

    @Test
    @DisplayName("a program runs in the group, with its arguments as they are, in every hierarchy")
    void entering() throws Exception {
        group.make();
        var process = new ProcessBuilder(
                group.entering(List.of("sh", "-c", "printf '%s\\n' \"$1\"; cat /proc/self/cgroup",
                        "sh", "two  words:$x")))
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).startsWith("two  words:$x\n");
        assertThat(said.lines().filter(line -> line.contains("espalier-"))).hasSize(hierarchies.all().size());
    }

    @Test
    @DisplayName("a group knows what runs in it and in those below it")
    void processes() throws Exception {
        var below = group.child("below");
        below.make();
        assertThat(group.processes()).isEmpty();
        var first = start(group, "exec sleep 1000");
        var second = start(below, "echo ready; exec sleep 1000");
        assertThat(second.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
        assertThat(below.processes()).containsExactly(second.pid());
        assertThat(group.processes()).contains(second.pid()).isSubsetOf(first.pid(), second.pid());
        group.remove();
        assertThat(group.processes()).isEmpty();
    }

    @Test
    @DisplayName("who wants more memory than a group may have is killed, and nobody outside of the group")
    void memory() throws Exception {
        group.make();
        assumeThat(group.limit(new Limit.Memory(32 << 20))).as("a kernel that limits memory").isTrue();
        assertThat(start(group, KEEPS.formatted(4)).waitFor()).isZero();
        var greedy = start(group, KEEPS.formatted(256));
        assertThat(greedy.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    @DisplayName("a group starts no more processes than it may have")
    void numberOfProcesses() throws Exception {
        group.make();
        assumeThat(group.limit(new Limit.Processes(4))).as("a kernel that limits processes").isTrue();
        var many = start(group, "for i in 1 2 3 4 5 6; do sleep 1000 & done; wait");
        assertThat(many.errorReader(StandardCharsets.UTF_8).readLine()).containsIgnoringCase("fork");
        assertThat(group.processes().size()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("a group that would keep more processors busy than it may has to wait, also for those below it")
    void processors() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        var below = group.child("below");
        below.make();
        assumeThat(group.limit(new Limit.Processors(1))).as("a kernel that limits processors").isTrue();
        for (int number = 0; number < 4; number++) {
            start(below, "while :; do :; done");
        }
        while (throttled() == 0) {
            assertThat(start(group, "sleep 0.05").waitFor()).isZero();
        }
    }

    /** How often the group has had to wait. */
    private long throttled() throws IOException {
        var cpu = Optional.ofNullable(hierarchies.controllers().get("cpu")).orElse(hierarchies.unified());
        var group = ours(cpu).getFirst();
        return Files.readAllLines(group.resolve("cpu.stat"))
                .stream()
                .filter(line -> line.startsWith("nr_throttled "))
                .mapToLong(line -> Long.parseLong(line.substring("nr_throttled ".length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a frozen group stands still, and goes on when it is thawed")
    void freezing() throws Exception {
        group.make();
        var process = start(group, "echo ready; read -r x; echo $x");
        var output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo("ready");
        group.freeze();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write("word\n");
        }
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        group.thaw();
        assertThat(output.readLine()).isEqualTo("word");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    @DisplayName("removing a group ends all that runs in it and in those below it, also what stands still")
    void removing() throws Exception {
        var below = group.child("below");
        below.make();
        var first = start(group, "exec sleep 1000");
        var second = start(below, "exec setsid sleep 1000");
        group.freeze();
        assertThat(ours()).hasSize(1);
        group.remove();
        assertThat(first.waitFor()).isEqualTo(128 + 9);
        assertThat(second.waitFor()).isEqualTo(128 + 9);
        assertThat(ours()).isEmpty();
    }

    @Test
    @DisplayName("removing what is not there does nothing")
    void removingNothing() throws Exception {
        group.remove();
        group.kill();
        assertThat(ours()).isEmpty();
    }

    @Test
    @DisplayName("a sweep removes the groups of processes that are gone, and nobody else's")
    void sweep() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        var left = hierarchies.all()
                .stream()
                .map(mount -> mount.resolve(new GroupOwner(gone.pid(), 1).newName()))
                .toList();
        for (var directory : left) {
            Files.createDirectories(directory.resolve("payload"));
        }
        var other = Files.createDirectories(hierarchies.unified().resolve("espalier-is-the-name-of-another"));
        group.make();
        try {
            assertThat(ControlGroup.sweep(hierarchies)).containsAll(left);
            assertThat(left).noneMatch(Files::exists);
            assertThat(ours()).hasSize(1);
            assertThat(other).exists();
        } finally {
            Files.delete(other);
        }
    }

    @Test
    @DisplayName("a sweep leaves alone in what something runs, even if its owner is nowhere to be seen")
    void sweepOfTheLiving() throws Exception {
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        var name = new GroupOwner(gone.pid(), 1).newName();
        var foreign = ControlGroup.in(hierarchies, name);
        foreign.child("empty").make();
        var process = start(foreign, "echo ready; read -r x");
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            assertThat(ControlGroup.sweep(hierarchies)).noneMatch(path -> path.endsWith(name));
            assertThat(hierarchies.unified().resolve(name).resolve("empty")).exists();
        } finally {
            foreign.remove();
        }
    }

    @Test
    @DisplayName("the hierarchies are found on a host of the new kind, of both kinds, and not on one of the old")
    void hierarchies() {
        var cgroup2 = "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0";
        var unified = "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0";
        var systemd = "cgroup /sys/fs/cgroup/systemd cgroup rw,xattr,name=systemd 0 0";
        var memory = "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0";
        assertThat(Hierarchies.parse(List.of(cgroup2)).orElseThrow().all()).containsExactly(Path.of("/sys/fs/cgroup"));
        assertThat(Hierarchies.parse(List.of(memory, systemd, unified)).orElseThrow().all())
                .containsExactly(Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup/systemd"),
                        Path.of("/sys/fs/cgroup/memory"));
        assertThat(Hierarchies.parse(List.of(memory, systemd))).isEmpty();
    }
}
