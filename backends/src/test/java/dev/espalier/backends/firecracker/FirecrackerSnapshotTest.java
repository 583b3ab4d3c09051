package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MicroVmLifeContract;
import dev.espalier.backends.microvm.MicroVmSnapshotContract;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Snapshots;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of a peer that is as strict as Firecracker. */
@SuppressWarnings("try")
class FirecrackerSnapshotTest extends MicroVmSnapshotContract {
    private static final String REFUSAL = "Firecracker refuses PUT /snapshot/load: Load snapshot error";

    FirecrackerSnapshotTest() {
        super(new FirecrackerBackend(MicroVmLifeContract.DEVICES));
    }

    private MachineSpec machine(String version, Nic nic) throws Exception {
        var peer = PeerProgram.in(Files.createDirectories(directory.resolve("bin-" + version)), "firecracker",
                StrictFirecracker.class, List.of(version, "kvm"));
        return TestMachines.machine(image, Options.none().with(FirecrackerOptions.PROGRAM, peer.path()), nic);
    }

    @Override
    protected MachineSpec machine(Nic nic) throws Exception {
        return machine("1.17", nic);
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
        refuses(machine("1.16", LifeUnderTest.NIC), "the snapshot is of another version of Firecracker", REFUSAL);
        var memory = Files.move(kept.resolve("memory"), directory.resolve("aside"));
        refuses(machine(), "the snapshot's memory cannot be loaded", REFUSAL);
        Files.move(memory, kept.resolve("memory"));
        Files.writeString(kept.resolve("state"), "half");
        refuses(machine(), "the snapshot's state is not whole", REFUSAL);
        Files.delete(kept.resolve("state"));
        refuses(machine(), "the snapshot's state cannot be read", REFUSAL);
    }

    @Test
    @DisplayName("two machines of one kind have the same traits; the host, Firecracker, the image and the devices are among them")
    void traits() throws Exception {
        var traits = backend.traits(machine());
        assertThat(traits).isEqualTo(backend.traits(machine(ANOTHERS)))
                .containsEntry("Firecracker", "Firecracker v1.17.0")
                .containsEntry("memory", "256 MiB")
                .containsEntry("network interfaces", "1")
                .containsKeys("host's kernel", "processor", "kernel", "initramfs", "disk", "devices");
        assertThat(backend.traits(machine("1.16", LifeUnderTest.NIC)).get("Firecracker"))
                .isEqualTo("Firecracker v1.16.0");
        assertThat(backend.traits(machine("1.11", LifeUnderTest.NIC)).get("network interfaces"))
                .as("one that cannot be told of other interfaces")
                .isEqualTo("t1v1");
        Files.writeString(image.kernel(), "another kernel");
        assertThat(backend.traits(machine()).get("kernel")).isNotEqualTo(traits.get("kernel"));
    }

    @Test
    @DisplayName("a machine of huge pages has no snapshots, and says why")
    void hugePages() throws Exception {
        var machine = TestMachines.machine(image, machine().options().with(FirecrackerOptions.HUGE_PAGES, "2m"));
        assertThat(backend.capabilities(machine)).doesNotContain(Snapshots.class);
        assertThat(backend.shortcoming(machine).orElseThrow()).contains("huge_pages");
        assertThat(backend.shortcoming(machine())).isEmpty();
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
        try (var booted = life.restore(backend, machine, kept, OWN)) {
            life.awaitConsole("Metadata: {\"role\":\"web\"}");
            var unused = life.shell();
        }
    }
}
