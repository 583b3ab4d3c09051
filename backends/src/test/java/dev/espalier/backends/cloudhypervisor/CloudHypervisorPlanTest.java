package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudHypervisorPlanTest {
    private static final CloudHypervisorVersion NEWEST = new CloudHypervisorVersion(53);
    private static final GuestImage WITHOUT_DISK = new GuestImage(Path.of("/images/kernel"), Path.of("/images/initrd"),
            Optional.empty(), List.of("quiet"));
    private static final GuestImage WITH_DISK = new GuestImage(Path.of("/images/kernel"), Path.of("/images/initrd"),
            Optional.of(Path.of("/images/root.img")), List.of("quiet"));
    private static final Options ALL = Options.none()
            .with(CloudHypervisorOptions.KERNEL_PARAMETERS, List.of("debug"))
            .with(CloudHypervisorOptions.MAX_CPUS, 4)
            .with(CloudHypervisorOptions.MAX_MEMORY_MIB, 1024)
            .with(CloudHypervisorOptions.HUGE_PAGES, "2m")
            .with(CloudHypervisorOptions.BALLOON_MIB, 64)
            .with(CloudHypervisorOptions.DISK_RATE, 10)
            .with(CloudHypervisorOptions.NETWORK_RATE, 2)
            .with(CloudHypervisorOptions.LANDLOCK, true);
    private static final Nic[] NICS = {new Nic(1, new MacAddress(1, 1), "br1", "t1v1"),
            new Nic(2, new MacAddress(2, 1), "br2", "t1v2")};

    private static CloudHypervisorPlan plan(GuestImage image, CloudHypervisorVersion version, Options options,
            Nic... nics) {
        return new CloudHypervisorPlan(TestMachines.machine(image, options, nics), image, version,
                new MachineFiles(Path.of("/run/m")));
    }

    private static String told(CloudHypervisorPlan plan) {
        return plan.boot()
                .stream()
                .map(call -> (call.method() + " " + call.path() + " " + call.body()).strip() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    @DisplayName("a machine that wants nothing in particular is told nothing in particular, and the boot comes last")
    void plain() {
        assertThat(told(plan(WITHOUT_DISK, NEWEST, Options.none()))).isEqualTo(
                """
                        PUT /api/v1/vm.create {"cpus":{"boot_vcpus":2,"max_vcpus":2},"memory":{"size":268435456},"payload":{"kernel":"/images/kernel","initramfs":"/run/m/initrd","cmdline":"console=ttyS0 panic=-1 quiet"},"serial":{"mode":"Tty"},"console":{"mode":"Off"},"vsock":{"cid":3,"socket":"/run/m/v.sock"},"pvpanic":true}
                        PUT /api/v1/vm.boot
                        """);
    }

    @Test
    @DisplayName("a machine with a disk, two interfaces and all options")
    void everything() {
        assertThat(told(plan(WITH_DISK, NEWEST, ALL, NICS))).isEqualTo(
                """
                        PUT /api/v1/vm.create {"cpus":{"boot_vcpus":2,"max_vcpus":4},"memory":{"size":268435456,"hugepages":true,"hugepage_size":2097152,"hotplug_size":805306368},"payload":{"kernel":"/images/kernel","initramfs":"/run/m/initrd","cmdline":"console=ttyS0 panic=-1 memhp_default_state=online quiet debug"},"disks":[{"id":"disk0","path":"/run/m/root.img","readonly":false,"image_type":"Raw","rate_limiter_config":{"bandwidth":{"size":10485760,"refill_time":1000}}}],"net":[{"id":"eth0","tap":"t1v1","mac":"52:54:00:01:00:01","rate_limiter_config":{"bandwidth":{"size":2097152,"refill_time":1000}}},{"id":"eth1","tap":"t1v2","mac":"52:54:00:02:00:01","rate_limiter_config":{"bandwidth":{"size":2097152,"refill_time":1000}}}],"balloon":{"size":67108864,"deflate_on_oom":true},"serial":{"mode":"Tty"},"console":{"mode":"Off"},"vsock":{"cid":3,"socket":"/run/m/v.sock"},"pvpanic":true,"landlock_enable":true}
                        PUT /api/v1/vm.boot
                        """);
    }

    @ParameterizedTest
    @DisplayName("all that a version is told it knows by that name and of that type, for what it does not know it ignores")
    @ValueSource(ints = {34, 41, 51, 52, 53})
    void spelling(int major) throws Exception {
        var version = new CloudHypervisorVersion(major);
        var wanted = version.has(Feature.LANDLOCK) ? ALL : ALL.with(CloudHypervisorOptions.LANDLOCK, false);
        var said = CloudHypervisorPlan.JSON.readTree(plan(WITH_DISK, version, wanted, NICS).boot().getFirst().body());
        var ignored = new ArrayList<String>();
        assertThat(Shapes.machine(version).understood(said, "", ignored)).isEqualTo(said);
        assertThat(ignored).isEmpty();
    }

    @Test
    @DisplayName("a machine that goes on from a snapshot is told of the directory where that is its own, and then to go on")
    void restoration() {
        assertThat(plan(WITH_DISK, NEWEST, Options.none(), NICS).restoration())
                .extracting(call -> (call + " " + call.body()).strip())
                .containsExactly("PUT /api/v1/vm.restore {\"source_url\":\"file:///run/m/beginning\"}",
                        "PUT /api/v1/vm.resume");
        assertThat(CloudHypervisorSnapshots.creation(new KeptFiles(Path.of("/kept"))).body())
                .isEqualTo("{\"destination_url\":\"file:///kept\"}");
    }

    @Test
    @DisplayName("the arguments name what it listens on, where it tells of its guest, and where it tells of itself")
    void arguments() {
        assertThat(plan(WITHOUT_DISK, NEWEST, Options.none()).arguments()).containsExactly("--api-socket",
                "path=/run/m/api.sock", "--event-monitor", "path=/run/m/events", "--log-file", "/run/m/monitor.log");
        assertThat(ApiCall.put("/api/v1/vm.boot")).hasToString("PUT /api/v1/vm.boot");
    }
}
