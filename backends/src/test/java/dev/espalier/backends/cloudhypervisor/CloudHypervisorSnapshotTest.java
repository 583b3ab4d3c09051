package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MicroVmLifeContract;
import dev.espalier.backends.microvm.MicroVmSnapshotContract;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Snapshots;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Snapshots of a peer that is as strict as Cloud Hypervisor. */
@SuppressWarnings("try")
class CloudHypervisorSnapshotTest extends MicroVmSnapshotContract {
    private static final String REFUSAL = "Cloud Hypervisor refuses PUT /api/v1/vm.restore: Error from API: The VM could not be restored";

    CloudHypervisorSnapshotTest() {
        super(new CloudHypervisorBackend(MicroVmLifeContract.DEVICES, new Readiness(Path.of("/nowhere"))));
    }

    private MachineSpec machine(String version, Options options, Nic nic) throws Exception {
        var peer = PeerProgram.in(Files.createDirectories(directory.resolve("bin-" + version)), "cloud-hypervisor",
                StrictCloudHypervisor.class, List.of(version, "kvm"));
        return TestMachines.machine(image, options.with(CloudHypervisorOptions.PROGRAM, peer.path()), nic);
    }

    @Override
    protected MachineSpec machine(Nic nic) throws Exception {
        return machine("53", Options.none(), nic);
    }

    private void taken() throws Exception {
        try (var booted = life.boot(machine())) {
            var unused = life.shell();
            taken(booted);
        }
    }

    private static JsonNode json(Path file) throws Exception {
        return CloudHypervisorPlan.JSON.readTree(file.toFile());
    }

    @Test
    @DisplayName("whoever goes on from it is told all that was kept, with files and interfaces of its own; nothing is ignored")
    void ownNames() throws Exception {
        taken();
        var other = new LifeUnderTest(backend, Files.createDirectory(directory.resolve("other")));
        try (var fork = other.restore(backend, machine(ANOTHERS), kept, ANOTHER)) {
            var unused = other.shell();
            var told = json(other.site().resolve("beginning/config.json"));
            assertThat(told.at("/net/0/tap").asText()).isEqualTo("t2v1");
            assertThat(json(kept.resolve("config.json")).at("/net/0/host_mac").asText()).isEqualTo("of t1v1");
            assertThat(told.at("/net/0").has("host_mac")).isFalse();
            assertThat(told.at("/net/0/mac").asText()).isEqualTo("52:54:00:01:00:02");
            assertThat(told.at("/disks/0/path").asText()).isEqualTo(other.site().resolve("root.img").toString());
            assertThat(told.at("/vsock/socket").asText()).isEqualTo(other.site().resolve("v.sock").toString());
            assertThat(told.at("/payload/initramfs").asText()).isEqualTo(other.site().resolve("initrd").toString());
            assertThat(told.path("memory")).isEqualTo(json(kept.resolve("config.json")).path("memory"));
            assertThat(other.events()).noneMatch(event -> event.toString().contains("ignored field"));
        }
    }

    @Test
    @DisplayName("a machine that goes on from it may reboot in place, and is told apart as any other then")
    void reboots() throws Exception {
        try (var booted = life.boot(machine(), ResetPolicy.REBOOT)) {
            var unused = life.shell();
            taken(booted);
        }
        try (var booted = life.restore(backend, machine(), ResetPolicy.REBOOT, kept, OWN)) {
            var unused = LifeUnderTest.execute(life.shell(), "reboot");
            life.await(MachineEvent.GuestReset.class);
            assertThat(say(life.shell(), "echo again")).isEqualTo("again\n");
        }
    }

    @Test
    @DisplayName("where there is no room for all of it there is no snapshot, and the machine goes on")
    void noRoom() throws Exception {
        Files.createSymbolicLink(kept.resolve("disk.img"), Path.of("/dev/full"));
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            notTaken(booted, "No space left on device");
            assertThat(say(shell, "echo here")).isEqualTo("here\n");
        }
    }

    @Test
    @DisplayName("what is there already is not written over: there is no snapshot, and the machine goes on")
    void occupied() throws Exception {
        Files.writeString(kept.resolve("state.json"), "another's");
        try (var booted = life.boot(machine())) {
            var shell = life.shell();
            notTaken(booted,
                    "Cloud Hypervisor refuses PUT /api/v1/vm.snapshot: Error from API: The VM could not be snapshotted");
            assertThat(say(shell, "echo here")).isEqualTo("here\n");
            assertThat(kept.resolve("state.json")).hasContent("another's");
        }
    }

    @Test
    @DisplayName("what is not whole or of another version is no beginning of a life: Cloud Hypervisor says why")
    void refused() throws Exception {
        taken();
        refuses(machine("52", Options.none(), LifeUnderTest.NIC),
                "the snapshot is not whole, or of another version of Cloud Hypervisor", REFUSAL);
        var memory = Files.move(kept.resolve("memory-ranges"), directory.resolve("aside"));
        refuses(machine(), "the snapshot's memory cannot be read", REFUSAL);
        Files.writeString(kept.resolve("memory-ranges"), "half");
        refuses(machine(), "the snapshot's memory is not whole", REFUSAL);
        Files.delete(kept.resolve("memory-ranges"));
        Files.move(memory, kept.resolve("memory-ranges"));
        Files.writeString(kept.resolve("state.json"), "half");
        refuses(machine(), "the snapshot is not whole", REFUSAL);
        Files.writeString(kept.resolve("config.json"), "half");
        try (var booted = life.restore(backend, machine(), kept, OWN)) {
            assertThat(booted.nursery().awaitEnd("files").describe()).contains("config.json is damaged");
        }
    }

    @Test
    @DisplayName("two machines of one kind have the same traits; Cloud Hypervisor, the image and the devices are among them")
    void traits() throws Exception {
        var traits = backend.traits(machine());
        assertThat(traits).isEqualTo(backend.traits(machine(ANOTHERS)))
                .containsEntry("Cloud Hypervisor", "cloud-hypervisor v53.0")
                .containsEntry("memory", "256 MiB")
                .containsEntry("network interfaces", "1")
                .containsKeys("processor", "kernel", "initramfs", "disk", "kernel parameters", "devices");
        assertThat(backend.traits(machine("52", Options.none(), LifeUnderTest.NIC)).get("Cloud Hypervisor"))
                .isEqualTo("cloud-hypervisor v52.0");
        assertThat(backend.traits(machine("53", Options.none().with(CloudHypervisorOptions.MAX_CPUS, 4),
                LifeUnderTest.NIC)).get("devices")).isNotEqualTo(traits.get("devices"));
        Files.writeString(image.kernel(), "another kernel");
        assertThat(backend.traits(machine()).get("kernel")).isNotEqualTo(traits.get("kernel"));
    }

    @Test
    @DisplayName("a machine that is confined, and one of an older Cloud Hypervisor, have no snapshots, and say why")
    void without() throws Exception {
        var confined = machine("53", Options.none().with(CloudHypervisorOptions.LANDLOCK, true), LifeUnderTest.NIC);
        assertThat(backend.capabilities(confined)).doesNotContain(Snapshots.class);
        assertThat(backend.shortcoming(confined).orElseThrow()).contains("\"landlock\"");
        var old = machine("51", Options.none(), LifeUnderTest.NIC);
        assertThat(backend.capabilities(old)).doesNotContain(Snapshots.class);
        assertThat(backend.shortcoming(old).orElseThrow()).contains("51.0", "came with 52.0");
        assertThat(backend.shortcoming(machine())).isEmpty();
    }
}
