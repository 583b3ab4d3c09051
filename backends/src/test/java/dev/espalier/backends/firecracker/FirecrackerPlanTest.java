package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.MachineFiles;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FirecrackerPlanTest {
    private static final FirecrackerVersion NEWEST = new FirecrackerVersion(1, 17);
    private static final GuestImage WITHOUT_DISK = new GuestImage(Path.of("/images/kernel"), Path.of("/images/initrd"),
            Optional.empty(), List.of("quiet"));
    private static final GuestImage WITH_DISK = new GuestImage(Path.of("/images/kernel"), Path.of("/images/initrd"),
            Optional.of(Path.of("/images/root.img")), List.of("quiet"));

    private static FirecrackerPlan plan(GuestImage image, FirecrackerVersion version, Options options, Nic... nics) {
        return new FirecrackerPlan(TestMachines.machine(image, options, nics), image, version,
                new MachineFiles(Path.of("/run/m")));
    }

    private static String told(FirecrackerPlan plan) {
        return plan.calls()
                .stream()
                .map(call -> call.method() + " " + call.path() + " " + call.body() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    @DisplayName("a machine that wants nothing in particular is told nothing in particular, and the start comes last")
    void plain() {
        assertThat(told(plan(WITHOUT_DISK, NEWEST, Options.none()))).isEqualTo(
                """
                        PUT /machine-config {"vcpu_count":2,"mem_size_mib":256}
                        PUT /boot-source {"kernel_image_path":"/images/kernel","initrd_path":"/run/m/initrd","boot_args":"console=ttyS0 reboot=k panic=-1 i8042.noaux i8042.nomux i8042.dumbkbd quiet"}
                        PUT /entropy {}
                        PUT /vsock {"guest_cid":3,"uds_path":"/run/m/v.sock"}
                        PUT /actions {"action_type":"InstanceStart"}
                        """);
    }

    @Test
    @DisplayName("a machine with a disk, two interfaces and all options")
    void everything() {
        var options = Options.none()
                .with(FirecrackerOptions.KERNEL_PARAMETERS, List.of("debug"))
                .with(FirecrackerOptions.IO_ENGINE, "async")
                .with(FirecrackerOptions.HUGE_PAGES, "2m")
                .with(FirecrackerOptions.BALLOON_MIB, 64)
                .with(FirecrackerOptions.DISK_RATE, 10)
                .with(FirecrackerOptions.NETWORK_RATE, 2);
        var plan = plan(WITH_DISK, NEWEST, options, new Nic(1, new MacAddress(1, 1), "br1", "t1v1"),
                new Nic(2, new MacAddress(2, 1), "br2", "t1v2"));
        assertThat(told(plan)).isEqualTo(
                """
                        PUT /machine-config {"vcpu_count":2,"mem_size_mib":256,"huge_pages":"2M"}
                        PUT /boot-source {"kernel_image_path":"/images/kernel","initrd_path":"/run/m/initrd","boot_args":"console=ttyS0 reboot=k panic=-1 i8042.noaux i8042.nomux i8042.dumbkbd quiet debug"}
                        PUT /drives/disk0 {"drive_id":"disk0","path_on_host":"/run/m/root.img","is_root_device":false,"is_read_only":false,"io_engine":"Async","rate_limiter":{"bandwidth":{"size":10485760,"refill_time":1000}}}
                        PUT /network-interfaces/eth0 {"iface_id":"eth0","host_dev_name":"t1v1","guest_mac":"52:54:00:01:00:01","rx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}},"tx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}}}
                        PUT /network-interfaces/eth1 {"iface_id":"eth1","host_dev_name":"t1v2","guest_mac":"52:54:00:02:00:01","rx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}},"tx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}}}
                        PUT /entropy {}
                        PUT /balloon {"amount_mib":64,"deflate_on_oom":true}
                        PUT /vsock {"guest_cid":3,"uds_path":"/run/m/v.sock"}
                        PUT /actions {"action_type":"InstanceStart"}
                        """);
    }

    @Test
    @DisplayName("a Firecracker that knows no entropy device is told of none")
    void old() {
        assertThat(told(plan(WITHOUT_DISK, new FirecrackerVersion(1, 3), Options.none()))).doesNotContain("entropy");
        assertThat(told(plan(WITHOUT_DISK, new FirecrackerVersion(1, 4), Options.none()))).contains("PUT /entropy {}");
    }

    @Test
    @DisplayName("the arguments name a machine as Firecracker allows, and a PCI bus only where one is wanted")
    void arguments() {
        assertThat(plan(WITHOUT_DISK, NEWEST, Options.none()).arguments()).containsExactly("--api-sock",
                "/run/m/api.sock", "--id", "web-1", "--log-path", "/run/m/monitor.log", "--level", "Warning");
        assertThat(plan(WITHOUT_DISK, NEWEST, Options.none().with(FirecrackerOptions.PCI, true)).arguments())
                .endsWith("--enable-pci");
    }
}
