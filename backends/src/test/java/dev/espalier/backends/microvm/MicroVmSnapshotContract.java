package dev.espalier.backends.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.shell.GuestShell;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.RestoringBackend;
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

/** What is expected of snapshots of a peer that is as strict as a monitor; its guest's memory is what that has in /run. */
@Timeout(120)
@SuppressWarnings("try")
@NeedsHost(programs = {"bash", "unshare", "nsenter", "ip", "mkfifo", "tar"}, root = true)
public abstract class MicroVmSnapshotContract {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** On the first machine's network, and on another's. */
    protected static final NetworkPlan.Port OWN = new NetworkPlan.Port(1, 1);
    protected static final NetworkPlan.Port ANOTHER = new NetworkPlan.Port(1, 2);
    protected static final Nic ANOTHERS = new Nic(1, new MacAddress(1, 2), "br1", ANOTHER.name());

    protected final RestoringBackend backend;

    @TempDir
    protected Path directory;

    protected GuestImage image;
    protected LifeUnderTest life;
    protected Path kept;

    protected MicroVmSnapshotContract(RestoringBackend backend) {
        this.backend = backend;
    }

    @BeforeEach
    final void machineToBe() throws Exception {
        image = TestMachines.image(directory, KernelFormat.ELF);
        life = new LifeUnderTest(backend, directory);
        kept = Files.createDirectory(directory.resolve("kept"));
    }

    /** With one interface. */
    protected abstract MachineSpec machine(Nic nic) throws Exception;

    /** Its own disk. */
    protected Path disk(LifeUnderTest of) {
        return of.site().resolve("root.img");
    }

    protected final MachineSpec machine() throws Exception {
        return machine(LifeUnderTest.NIC);
    }

    protected static String say(ActorRef<GuestShell> shell, String text) throws Exception {
        var asked = LifeUnderTest.execute(shell, text);
        assertThat(asked.exitStatus()).as(text).isZero();
        return asked.text();
    }

    protected final CompletionStage<Void> take(LifeUnderTest.Booted booted) {
        return booted.blueprint().capabilities().get(Snapshots.class).orElseThrow().take(kept, PATIENCE);
    }

    protected final void taken(LifeUnderTest.Booted booted) {
        assertThat(take(booted).toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
    }

    protected final void notTaken(LifeUnderTest.Booted booted, String why) {
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
            say(shell, "echo kept >/run/file; printf kept >" + disk(life));
            var before = LifeUnderTest.execute(shell, "sleep 0.3; echo before");
            var taking = take(booted);
            var meanwhile = LifeUnderTest.execute(shell, "echo meanwhile");
            assertThat(taking.toCompletableFuture()).succeedsWithin(Duration.ofMinutes(1));
            assertThat(before.exitStatus()).isZero();
            assertThat(meanwhile.exitStatus()).isZero();
            assertThat(say(shell, "cat /run/file")).isEqualTo("kept\n");
            say(shell, "echo later >/run/file; printf later >" + disk(life));
            assertThat(life.hasKeptItsShell()).isTrue();
        }
        for (int time = 0; time < 2; time++) {
            try (var booted = life.restore(backend, machine(), kept, OWN)) {
                life.awaitConsole("Going on with: t1v1");
                var shell = life.shell();
                assertThat(say(shell, "cat /run/file")).isEqualTo("kept\n");
                assertThat(disk(life)).hasContent("kept");
                say(shell, "rm /run/file; printf wrong >" + disk(life));
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
            var other = new LifeUnderTest(backend, Files.createDirectory(directory.resolve("other")));
            try (var fork = other.restore(backend, machine(ANOTHERS), kept, ANOTHER)) {
                other.awaitConsole("Going on with: t2v1");
                var second = other.shell();
                assertThat(say(second, "cat /run/file; rm /run/file")).isEqualTo("kept\n");
                assertThat(say(first, "cat /run/file")).isEqualTo("kept\n");
                assertThat(disk(other)).hasContent("a disk");
                assertThat(disk(life)).hasContent("a disk");
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

    /** That the machine does not go on from what is kept, because the monitor says so. */
    protected final void refuses(MachineSpec machine, String... why) throws Exception {
        try (var booted = life.restore(backend, machine, kept, OWN)) {
            assertThat(booted.nursery().awaitEnd("configuration").describe()).contains(why);
        }
    }
}
