package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.MicroVmLifeContract;
import dev.espalier.backends.microvm.MicroVmSnapshotContract;
import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.cgroup.Hierarchies;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Machines of a Firecracker that a jailer confines; both are stand-ins. All that others can, they can. */
@SuppressWarnings("try")
class FirecrackerJailTest extends MicroVmSnapshotContract {
    private static final int USER = 123_456;

    FirecrackerJailTest() {
        super(new FirecrackerBackend(MicroVmLifeContract.DEVICES));
    }

    private Options options(String version) throws Exception {
        var bin = Files.createDirectories(directory.resolve("bin"));
        var peer = PeerProgram.in(bin, "firecracker", StrictFirecracker.class, List.of(version, "kvm"));
        return Options.none()
                .with(FirecrackerOptions.PROGRAM, peer.path())
                .with(FirecrackerOptions.JAILER, StrictJailer.in(bin, "1.17"))
                .with(FirecrackerOptions.JAIL_USER, USER);
    }

    @Override
    protected MachineSpec machine(Nic nic) throws Exception {
        return TestMachines.machine(image, options("1.17"), nic);
    }

    @Override
    protected Path disk(LifeUnderTest of) {
        return of.site().resolve("jail/firecracker/vm/root/root.img");
    }

    @Test
    @DisplayName("it starts again on its disk where it has been; what the jailer and Firecracker leave goes with each life")
    void again() throws Exception {
        for (int time = 0; time < 2; time++) {
            try (var booted = life.boot(machine())) {
                var shell = life.shell();
                assertThat(say(shell, "printf x >>" + disk(life))).isEmpty();
                assertThat(Files.getAttribute(disk(life), "unix:uid")).isEqualTo(USER);
                assertThat(disk(life).resolveSibling("kernel")).hasSameBinaryContentAs(image.kernel());
                assertThat(disk(life).resolveSibling("dev/kvm")).exists();
            }
            try (var left = Files.list(disk(life).getParent())) {
                assertThat(left).containsExactly(disk(life));
            }
        }
        assertThat(disk(life)).hasContent("a diskxx");
        assertThat(Files.getAttribute(image.kernel(), "unix:uid")).isEqualTo(0);
    }

    @Test
    @DisplayName("metadata and memory files are let in, and two machines have users of their own unless they name one")
    void files() throws Exception {
        var file = Files.writeString(directory.resolve("data.json"), "{\"role\": \"web\"}");
        var machine = TestMachines.machine(image, options("1.17")
                .with(FirecrackerOptions.METADATA, file)
                .with(FirecrackerOptions.PMEM, file), LifeUnderTest.NIC);
        try (var booted = life.boot(machine)) {
            life.awaitConsole("Metadata: {\"role\":\"web\"}");
            var unused = life.shell();
        }
        assertThat(Jailer.of(machine, directory).orElseThrow().user()).isEqualTo(USER);
        var nobody = TestMachines.machine(image,
                Options.none().with(FirecrackerOptions.JAILER, directory.resolve("bin/jailer")));
        var one = Jailer.of(nobody, directory.resolve("one")).orElseThrow().user();
        assertThat(one).isGreaterThanOrEqualTo(1 << 30)
                .isEqualTo(Jailer.of(nobody, directory.resolve("one")).orElseThrow().user())
                .isNotEqualTo(Jailer.of(nobody, directory.resolve("two")).orElseThrow().user());
    }

    @Test
    @DisplayName("all that it takes of this host is limited where that is wanted, by a group that goes with the machine's life")
    void limited() throws Exception {
        var machine = TestMachines.machine(image, options("1.17").with(FirecrackerOptions.HOST_MEMORY_MIB, 512),
                LifeUnderTest.NIC);
        var hierarchies = Hierarchies.ofThisHost().orElseThrow();
        String group;
        try (var booted = life.boot(machine)) {
            var groups = say(life.shell(), "cat /proc/self/cgroup");
            group = groups.lines()
                    .filter(line -> line.contains("/espalier-"))
                    .map(line -> line.substring(line.indexOf("/espalier-") + 1))
                    .findFirst()
                    .orElseThrow();
            assertThat(groups.lines().filter(line -> line.endsWith(group))).hasSize(hierarchies.all().size());
            assertThat(hierarchies.all()).anySatisfy(hierarchy -> assertThat(limit(hierarchy.resolve(group)))
                    .isEqualTo("536870912"));
        }
        assertThat(hierarchies.all()).noneMatch(hierarchy -> Files.exists(hierarchy.resolve(group)));
    }

    private static String limit(Path group) throws IOException {
        for (var file : List.of("memory.max", "memory.limit_in_bytes")) {
            if (Files.exists(group.resolve(file))) {
                return Files.readString(group.resolve(file)).strip();
            }
        }
        return "none";
    }

    @Test
    @DisplayName("what the jailer refuses is the machine's failed start, in its words")
    void refused() throws Exception {
        var machine = machine();
        Files.writeString(directory.resolve("bin/jailer"), """
                #!/bin/sh
                echo "Failed to create /dev/net/tun via mknod inside the jail: Operation not permitted (os error 1)" >&2
                exit 1
                """);
        try (var booted = life.boot(machine)) {
            assertThat(booted.nursery().awaitEnd("configuration").describe())
                    .contains("the jailer cannot make the jail's devices (", "CAP_MKNOD",
                            "it ended before it listened");
            life.await(MachineEvent.ProcessExited.class);
        }
    }

    @Test
    @DisplayName("a jailer of another release, one that is none, and a user who is not root are missed before anything starts")
    void missing() throws Exception {
        var machine = TestMachines.machine(image, options("1.16"));
        var newer = new FirecrackerVersion(1, 16);
        assertThat(Jailer.missing(machine, newer, "root")).extracting(Requirement::what)
                .containsExactly("the jailer is of version 1.17, and Firecracker of 1.16");
        assertThat(Jailer.missing(machine, new FirecrackerVersion(1, 17), "root")).isEmpty();
        assertThat(Jailer.missing(machine, new FirecrackerVersion(1, 17), "me")).extracting(Requirement::what)
                .containsExactly("the jailer makes devices, which takes root");
        var nowhere = TestMachines.machine(image,
                Options.none().with(FirecrackerOptions.JAILER, directory.resolve("nowhere")));
        assertThat(Jailer.missing(nowhere, newer, "root")).extracting(Requirement::what)
                .singleElement()
                .asString()
                .endsWith("nowhere does not say that it is Firecracker's jailer");
        assertThat(Jailer.missing(TestMachines.machine(image, Options.none()), newer, "me")).isEmpty();
    }
}
