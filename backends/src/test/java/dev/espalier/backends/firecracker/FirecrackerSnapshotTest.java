package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MicroVmLifeContract;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.SnapshotNotTaken;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.runtime.network.MacAddress;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.testing.NeedsHost;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of a peer that is as strict as Firecracker; its guest's memory is what that has in /run. */
@Timeout(120)
@SuppressWarnings("try")
@NeedsHost(programs = {"bash", "unshare", "nsenter", "ip", "mkfifo", "tar"}, root = true)
class FirecrackerSnapshotTest {
    private static final FirecrackerBackend BACKEND = new FirecrackerBackend(MicroVmLifeContract.DEVICES);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final NetworkPlan.Port OWN = new NetworkPlan.Port(1, 1);
    private static final NetworkPlan.Port ANOTHER = new NetworkPlan.Port(1, 2);

    @TempDir
    private Path directory;

    private GuestImage image;
    private LifeUnderTest life;
    private Path kept;

    @BeforeEach
    void machineToBe() throws Exception {
        image = TestMachines.image(directory, KernelFormat.ELF);
        life = new LifeUnderTest(BACKEND, directory);
        kept = Files.createDirectory(directory.resolve("kept"));
    }

    private MachineSpec machine(String version, Nic nic) throws Exception {
        var peer = PeerProgram.in(Files.createDirectories(directory.resolve("bin-" + version)), "firecracker",
                StrictFirecracker.class, List.of(version, "kvm"));
        return TestMachines.machine(image, Options.none().with(FirecrackerOptions.PROGRAM, peer.path()), nic);
    }

    private MachineSpec machine() throws Exception {
        return machine("1.17", LifeUnderTest.NIC);
    }

    private MachineSpec another() throws Exception {
        return machine("1.17", new Nic(1, new MacAddress(1, 2), "br1", ANOTHER.name()));
    }

    private static String say(ActorRef<GuestShell> shell, String text) throws Exception {
        var asked = LifeUnderTest.execute(shell, text);
        assertThat(asked.exitStatus()).as(text).isZero();
        return asked.text();
    }

    private CompletionStage<Void> take(LifeUnderTest.Booted booted) {
        return booted.blueprint().capabilities().get(Snapshots.class).orElseThrow().take(kept, PATIENCE);
    }

    private void taken(LifeUnderTest.Booted booted) {
        assertThat(take(booted).toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
    }

    private void notTaken(LifeUnderTest.Booted booted, String why) {
        assertThat(take(booted).toCompletableFuture()).failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(SnapshotNotTaken.class)
                .withMessageContaining(why);
    }

    @Test
    @DisplayName("a machine goes on after a snapshot with the same shell, also with what it is asked meanwhile; restored it is as it was, its disk included")
    void restored() throws Exception {
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            say(shell, "echo kept >/run/file; printf kept >" + life.site().resolve("root.img"));
            var before = LifeUnderTest.execute(shell, "sleep 0.3; echo before");
            var taking = take(booted);
            var meanwhile = LifeUnderTest.execute(shell, "echo meanwhile");
            assertThat(taking.toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
            assertThat(before.exitStatus()).isZero();
            assertThat(meanwhile.exitStatus()).isZero();
            assertThat(say(shell, "cat /run/file")).isEqualTo("kept\n");
            say(shell, "echo later >/run/file; printf later >" + life.site().resolve("root.img"));
            assertThat(life.hasKeptItsShell()).isTrue();
        }
        for (int time = 0; time < 2; time++) {
            try (var booted = life.restore(BACKEND, machine(), kept, OWN)) {
                life.awaitConsole("Going on with: t1v1");
                var shell = life.shell();
                assertThat(say(shell, "cat /run/file")).isEqualTo("kept\n");
                assertThat(life.site().resolve("root.img")).hasContent("kept");
                say(shell, "rm /run/file; printf wrong >" + life.site().resolve("root.img"));
            }
        }
    }

    @Test
    @DisplayName("others go on from it at the same time, each with a disk, a vsock and an interface of its own")
    void forks() throws Exception {
        try (var booted = life.boot(machine())) {
            var first = life.shell();
            say(first, "echo kept >/run/file");
            taken(booted);
            var other = new LifeUnderTest(BACKEND, Files.createDirectory(directory.resolve("other")));
            try (var fork = other.restore(BACKEND, another(), kept, ANOTHER)) {
                other.awaitConsole("Going on with: t2v1");
                var second = other.shell();
                assertThat(say(second, "cat /run/file; rm /run/file")).isEqualTo("kept\n");
                assertThat(say(first, "cat /run/file")).isEqualTo("kept\n");
                assertThat(other.site().resolve("root.img")).hasContent("a disk");
                assertThat(life.site().resolve("root.img")).hasContent("a disk");
            }
        }
    }

    @Test
    @DisplayName("a machine that stands still is kept so, and still stands still afterwards")
    void paused() throws Exception {
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            say(shell, "echo kept >/run/file");
            var pause = booted.blueprint().capabilities().get(Pause.class).orElseThrow();
            pause.pause().toCompletableFuture().get(1, TimeUnit.MINUTES);
            taken(booted);
            var asked = LifeUnderTest.execute(shell, "cat /run/file");
            assertThat(asked.reply()).isNotDone();
            pause.resume().toCompletableFuture().get(1, TimeUnit.MINUTES);
            assertThat(asked.exitStatus()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk.img"})
    @DisplayName("where there is no room for all of it there is no snapshot, and the machine goes on")
    void noRoom(String file) throws Exception {
        Files.createSymbolicLink(kept.resolve(file), Path.of("/dev/full"));
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            notTaken(booted, "No space left on device");
            assertThat(say(shell, "echo here")).isEqualTo("here\n");
            assertThat(life.hasKeptItsShell()).isTrue();
        }
    }

    @Test
    @DisplayName("what is not whole, of another version or of other devices is no beginning of a life: Firecracker says why, and ends")
    void refused() throws Exception {
        try (var booted = life.boot(machine())) {
            var unused = life.shell();
            taken(booted);
        }
        refuses(machine("1.16", LifeUnderTest.NIC), "the snapshot is of another version of Firecracker");
        var memory = Files.move(kept.resolve("memory"), directory.resolve("aside"));
        refuses(machine(), "the snapshot's memory cannot be loaded");
        Files.move(memory, kept.resolve("memory"));
        Files.writeString(kept.resolve("state"), "half");
        refuses(machine(), "the snapshot's state is not whole");
        Files.delete(kept.resolve("state"));
        refuses(machine(), "the snapshot's state cannot be read");
    }

    private void refuses(MachineSpec machine, String why) throws Exception {
        try (var booted = life.restore(BACKEND, machine, kept, OWN)) {
            assertThat(booted.nursery().awaitEnd("configuration").describe()).contains(why,
                    "Firecracker refuses PUT /snapshot/load: Load snapshot error");
            var unused = life.await(MachineEvent.ProcessExited.class);
        }
    }

    @Test
    @DisplayName("two machines of one kind have the same traits; the host, Firecracker, the image and the devices are among them")
    void traits() throws Exception {
        var traits = BACKEND.traits(machine());
        assertThat(traits).isEqualTo(BACKEND.traits(another()))
                .containsEntry("Firecracker", "Firecracker v1.17.0")
                .containsEntry("memory", "256 MiB")
                .containsEntry("network interfaces", "1")
                .containsKeys("host's kernel", "processor", "kernel", "initramfs", "disk", "devices");
        assertThat(BACKEND.traits(machine("1.16", LifeUnderTest.NIC)).get("Firecracker"))
                .isEqualTo("Firecracker v1.16.0");
        assertThat(BACKEND.traits(machine("1.11", LifeUnderTest.NIC)).get("network interfaces"))
                .as("one that cannot be told of other interfaces")
                .isEqualTo("t1v1");
        Files.writeString(image.kernel(), "another kernel");
        assertThat(BACKEND.traits(machine()).get("kernel")).isNotEqualTo(traits.get("kernel"));
    }

    @Test
    @DisplayName("a machine of huge pages has no snapshots, and says why")
    void hugePages() throws Exception {
        var machine = TestMachines.machine(image, machine().options().with(FirecrackerOptions.HUGE_PAGES, "2m"));
        assertThat(BACKEND.capabilities(machine)).doesNotContain(Snapshots.class);
        assertThat(BACKEND.shortcoming(machine).orElseThrow()).contains("huge_pages");
        assertThat(BACKEND.shortcoming(machine())).isEmpty();
    }

    @Test
    @DisplayName("the metadata of a machine is there again in each life, and its failures are counted in its directory")
    void metadata() throws Exception {
        var metadata = Files.writeString(directory.resolve("metadata.json"), "{\"role\": \"web\"}");
        var machine = TestMachines.machine(image,
                machine().options()
                        .with(FirecrackerOptions.METADATA, metadata)
                        .with(FirecrackerOptions.PMEM, metadata),
                LifeUnderTest.NIC);
        try (var booted = life.boot(machine)) {
            life.awaitConsole("Metadata: {\"role\":\"web\"}");
            var unused = life.shell();
            taken(booted);
            assertThat(FirecrackerMetrics.in(life.site().resolve("metrics.json")).text())
                    .isEqualTo("net.tap_write_fails 2");
        }
        try (var booted = life.restore(BACKEND, machine, kept, OWN)) {
            life.awaitConsole("Metadata: {\"role\":\"web\"}");
            var unused = life.shell();
        }
    }
}
