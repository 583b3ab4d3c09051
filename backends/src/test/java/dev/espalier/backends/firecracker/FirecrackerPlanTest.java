package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirecrackerPlanTest {
    private static final FirecrackerVersion NEWEST = new FirecrackerVersion(1, 17);
    private static final GuestImage WITHOUT_DISK = new GuestImage(Path.of("/images/kernel"), Path.of("/images/initrd"),
            Optional.empty(), List.of("quiet"));
    private static final GuestImage WITH_DISK = new GuestImage(Path.of("/images/kernel"), Path.of("/images/initrd"),
            Optional.of(Path.of("/images/root.img")), List.of("quiet"));

    private static FirecrackerPlan plan(GuestImage image, FirecrackerVersion version, Options options, Nic... nics) {
        return new FirecrackerPlan(TestMachines.machine(image, options, nics), image, version);
    }

    private static String told(FirecrackerPlan plan) {
        return told(plan.boot());
    }

    private static String told(List<ApiCall> calls) {
        return calls.stream()
                .map(call -> call.method() + " " + call.path() + " " + call.body() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    @DisplayName("a machine that wants nothing in particular is told nothing in particular, and the start comes last")
    void plain() {
        assertThat(told(plan(WITHOUT_DISK, NEWEST, Options.none()))).isEqualTo(
                """
                        PUT /boot-source {"kernel_image_path":"/images/kernel","initrd_path":"initrd","boot_args":"console=ttyS0 reboot=k panic=-1 i8042.noaux i8042.nomux i8042.dumbkbd quiet"}
                        PUT /machine-config {"vcpu_count":2,"mem_size_mib":256}
                        PUT /entropy {}
                        PUT /vsock {"guest_cid":3,"uds_path":"v.sock"}
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
                        PUT /boot-source {"kernel_image_path":"/images/kernel","initrd_path":"initrd","boot_args":"console=ttyS0 reboot=k panic=-1 i8042.noaux i8042.nomux i8042.dumbkbd quiet debug"}
                        PUT /machine-config {"vcpu_count":2,"mem_size_mib":256,"huge_pages":"2M"}
                        PUT /drives/disk0 {"drive_id":"disk0","path_on_host":"root.img","is_root_device":false,"is_read_only":false,"io_engine":"Async","rate_limiter":{"bandwidth":{"size":10485760,"refill_time":1000}}}
                        PUT /network-interfaces/eth0 {"iface_id":"eth0","host_dev_name":"t1v1","guest_mac":"52:54:00:01:00:01","rx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}},"tx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}}}
                        PUT /network-interfaces/eth1 {"iface_id":"eth1","host_dev_name":"t1v2","guest_mac":"52:54:00:02:00:01","rx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}},"tx_rate_limiter":{"bandwidth":{"size":2097152,"refill_time":1000}}}
                        PUT /entropy {}
                        PUT /balloon {"amount_mib":64,"deflate_on_oom":true}
                        PUT /vsock {"guest_cid":3,"uds_path":"v.sock"}
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
                "api.sock", "--log-path", "monitor.log", "--level", "Warning", "--metrics-path", "metrics.json");
        assertThat(plan(WITHOUT_DISK, NEWEST, Options.none()).id()).isEqualTo("web-1");
        assertThat(plan(WITHOUT_DISK, NEWEST, Options.none().with(FirecrackerOptions.PCI, true)).arguments())
                .endsWith("--enable-pci");
        assertThat(plan(WITHOUT_DISK, new FirecrackerVersion(1, 1), Options.none()).arguments())
                .doesNotContain("--metrics-path");
    }

    @Test
    @DisplayName("one that goes on from a snapshot is told that alone, as its version knows it, with the interfaces that it has now")
    void restoration() {
        var kept = new KeptFiles(Path.of("/kept"));
        var nic = new Nic(1, new MacAddress(1, 2), "br1", "t2v1");
        assertThat(told(plan(WITH_DISK, NEWEST, Options.none(), nic).restoration(kept))).isEqualTo(
                """
                        PUT /snapshot/load {"snapshot_path":"/kept/state","resume_vm":true,"mem_backend":{"backend_type":"File","backend_path":"/kept/memory"},"network_overrides":[{"iface_id":"eth0","host_dev_name":"t2v1"}]}
                        """);
        assertThat(told(plan(WITH_DISK, new FirecrackerVersion(1, 11), Options.none(), nic).restoration(kept)))
                .contains("mem_backend")
                .doesNotContain("network_overrides");
        assertThat(told(plan(WITH_DISK, new FirecrackerVersion(1, 0), Options.none(), nic).restoration(kept)))
                .isEqualTo("""
                        PUT /snapshot/load {"snapshot_path":"/kept/state","resume_vm":true,"mem_file_path":"/kept/memory"}
                        """);
    }

    @Test
    @DisplayName("metadata and a file that is memory are told with their devices, and metadata again to one that goes on from a snapshot")
    void metadata(@TempDir Path directory) throws Exception {
        var metadata = Files.writeString(directory.resolve("metadata.json"), "{\"role\": \"web\"}");
        var options = Options.none()
                .with(FirecrackerOptions.METADATA, metadata)
                .with(FirecrackerOptions.PMEM, Path.of("/data/pmem.img"));
        var plan = plan(WITHOUT_DISK, NEWEST, options, new Nic(1, new MacAddress(1, 1), "br1", "t1v1"));
        assertThat(told(plan)).contains("""
                PUT /pmem/pmem0 {"id":"pmem0","path_on_host":"/data/pmem.img","root_device":false,"read_only":true}
                PUT /mmds/config {"version":"V2","network_interfaces":["eth0"]}
                PUT /mmds {"role":"web"}
                """);
        assertThat(plan.restoration(new KeptFiles(directory)))
                .extracting(ApiCall::toString)
                .containsExactly("PUT /snapshot/load", "PUT /mmds");
    }
}
