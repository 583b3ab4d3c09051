package dev.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.espalier.Backends;
import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.backends.cloudhypervisor.CloudHypervisorOptions;
import dev.espalier.backends.firecracker.FirecrackerOptions;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** attest's machine configuration, read as it is. */
class AttestConfigurationTest {
    /** The least that such a machine has, for more to be added to. */
    private static final String MICRO_VM = "`name`: `web`, `kernel_image_path`: `k`, `initrd_path`: `i`, `rootfs_path`: `r`";

    @TempDir
    private Path directory;

    @BeforeEach
    void aTestScript() throws IOException {
        Files.writeString(directory.resolve("test.java"), "startAll();");
    }

    private TestConfiguration read(String json) throws IOException {
        return new ConfigurationReader(Backends.installed())
                .read(Files.writeString(directory.resolve("attest.json"), json.replace('`', '"')));
    }

    private NodeSpec only(String json) throws IOException {
        return read(json).cluster().nodes().getFirst();
    }

    private List<ConfigurationProblem> problemsOf(String json) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(json)).problems();
    }

    @Test
    @DisplayName("QEMU's machines are their start scripts, and each is on every VLAN")
    void qemu() throws IOException {
        var configuration = read("""
                {"machines": [
                   {"backend": "qemu", "name": "server", "start_command": "/nix/store/x-vm/bin/run-server-vm"},
                   {"backend": "qemu", "name": "client", "start_command": "client/run-client-vm"}],
                 "vlans": [2, 1], "global_timeout": 900}
                """);
        assertThat(configuration).isEqualTo(new TestConfiguration("attest", ClusterSpec.of(
                started("server", Path.of("/nix/store/x-vm/bin/run-server-vm")).onVlans(2, 1),
                started("client", directory.resolve("client/run-client-vm")).onVlans(2, 1)),
                Duration.ofMinutes(15), directory.resolve("test.java")));
    }

    private static NodeSpec started(String name, Path script) {
        return NodeSpec.of(name, new ImageSpec.Tiny())
                .options(Options.none().with(QemuBackend.START_SCRIPT, script));
    }

    @Test
    @DisplayName("Firecracker's machines are their files, and on the VLANs that their TAPs are called after")
    void firecracker() throws IOException {
        var node = only("""
                {"machines": [{
                   "backend": "firecracker", "name": "web", "firecracker_bin": "/nix/store/f/bin/firecracker",
                   "kernel_image_path": "/nix/store/k/vmlinux", "initrd_path": "/nix/store/i/initrd",
                   "rootfs_path": "rootfs.ext4",
                   "kernel_boot_args": "console=ttyS0  panic=1 init=/nix/store/s/init",
                   "vcpu_count": 2, "mem_size_mib": 512, "vsock_cid": 3, "vsock_port": 1234, "store_image_path": null,
                   "tap_interfaces": [["eth0", "t4v2", "AA:FC:00:02:04:01"], ["eth1", "t4v11", "aa:fc:00:0b:04:01"]],
                   "snapshot_path": null, "huge_pages": "2M", "entropy": true}],
                 "vlans": [2, 11], "test_script": "test.java"}
                """);
        assertThat(node).isEqualTo(NodeSpec
                .of("web", files("rootfs.ext4", "/nix/store/k/vmlinux", "/nix/store/i/initrd"))
                .backend("firecracker")
                .number(4)
                .onVlans(2, 11)
                .cpus(2)
                .memoryMib(512)
                .options(Options.none()
                        .with(FirecrackerOptions.PROGRAM, Path.of("/nix/store/f/bin/firecracker"))
                        .with(FirecrackerOptions.KERNEL_PARAMETERS,
                                List.of("console=ttyS0", "panic=1", "init=/nix/store/s/init", "root=/dev/vda", "rw"))
                        .with(FirecrackerOptions.HUGE_PAGES, "2m")));
    }

    private ImageSpec files(String disk, String kernel, String initrd) {
        return new ImageSpec.Files(new GuestImage(directory.resolve(kernel), directory.resolve(initrd),
                Optional.of(directory.resolve(disk)), List.of()));
    }

    @Test
    @DisplayName("what a machine leaves out is as in attest: 256 MiB, one processor, no network")
    void defaults() throws IOException {
        assertThat(only("{`machines`: [{`backend`: `cloud-hypervisor`, " + MICRO_VM + "}], `vlans`: [1]}"))
                .isEqualTo(NodeSpec.of("web", files("r", "k", "i"))
                        .backend("cloud-hypervisor")
                        .onVlans()
                        .memoryMib(256));
        assertThat(only("{`machines`: [{`backend`: `firecracker`, " + MICRO_VM + "}]}").options())
                .isEqualTo(Options.none().with(FirecrackerOptions.KERNEL_PARAMETERS, List.of("root=/dev/vda", "rw")));
        var configuration = read("{`machines`: [{`backend`: `qemu`, `name`: `one`, `start_command`: `run`}]}");
        assertThat(configuration.cluster().nodes().getFirst().vlans()).isEmpty();
        assertThat(configuration.globalTimeout()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    @DisplayName("Cloud Hypervisor's machines are as Firecracker's, with what is theirs")
    void cloudHypervisor() throws IOException {
        assertThat(only("{`machines`: [{`backend`: `cloud-hypervisor`, `cloud_hypervisor_bin`: `ch`, "
                + "`kernel_boot_args`: `quiet`, `tap_interfaces`: [[`eth0`, `t1v1`, `AA:C0:00:01:01:01`]], " + MICRO_VM
                + "}], `vlans`: [1]}"))
                .isEqualTo(NodeSpec.of("web", files("r", "k", "i"))
                        .backend("cloud-hypervisor")
                        .number(1)
                        .onVlans(1)
                        .memoryMib(256)
                        .options(Options.none()
                                .with(CloudHypervisorOptions.PROGRAM, directory.resolve("ch"))
                                .with(CloudHypervisorOptions.KERNEL_PARAMETERS, List.of("quiet"))));
    }

    @Test
    @DisplayName("its machines alone are there for tests that are no scripts")
    void machines() throws IOException {
        var file = Files.writeString(directory.resolve("machines.json"), """
                {"machines": [{"backend": "qemu", "name": "one", "start_command": "run"}], "global_timeout": 5}
                """);
        assertThat(new ConfigurationReader(Backends.installed()).readMachines(file).nodes())
                .extracting(NodeSpec::name)
                .containsExactly("one");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
            "`start_command`: `run`, `vcpu_count`: 2    | vcpu_count     | `vcpu_count` is a key of cloud-hypervisor, firecracker, and this machine's backend is qemu",
            "`start_command`: `run`, `memory`: 2        | memory         | there is no key `memory`; the keys here are backend, name, start_command, base_disk_image, snapshot_path",
            "`start_comand`: `run`, `start_command`: `run` | start_comand | there is no key `start_comand`; did you mean `start_command`?",
            "`start_command`: 1                         | start_command  | expected a text, not 1",
            "`start_command`: `run`, `snapshot_path`: `s` | snapshot_path | `snapshot_path` is not read: a snapshot of attest's is not one of ours; leave the key out; what takes long to come up, machine.prepare keeps",
            "`start_command`: `run`, `base_disk_image`: `d` | base_disk_image | `base_disk_image` is not read: a start script has its own disk; leave the key out",
            "`cpus`: 1, `start_command`: `run`          | cpus           | there is no key `cpus`; the keys here are backend, name, start_command, base_disk_image, snapshot_path"})
    @DisplayName("what is wrong with a machine of QEMU's")
    void wrongStartScripts(String keys, String key, String expected) {
        assertOneProblem("{`machines`: [{`backend`: `qemu`, `name`: `web`, " + keys + "}]}", "machines[0]." + key,
                expected);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
            "`store_image_path`: `s`        | .store_image_path  | `store_image_path` is not read: a machine has one disk here; have the store in the root file system, by splitStore = false",
            "`snapshot_path`: `s`           | .snapshot_path     | `snapshot_path` is not read: a snapshot of attest's is not one of ours; leave the key out; what takes long to come up, machine.prepare keeps",
            "`start_command`: `run`         | .start_command     | `start_command` is a key of qemu, and this machine's backend is firecracker",
            "`cloud_hypervisor_bin`: `c`    | .cloud_hypervisor_bin | `cloud_hypervisor_bin` is a key of cloud-hypervisor, and this machine's backend is firecracker",
            "`vcpu_count`: 0                | .vcpu_count        | expected a whole number from 1 to 255, not 0",
            "`mem_size_mib`: `much`         | .mem_size_mib      | expected a whole number from 32 to 4194304, not `much`",
            "`vsock_cid`: 4                 | .vsock_cid         | expected 3, which is its own in every machine, not 4",
            "`vsock_port`: 22               | .vsock_port        | expected 1234, where every guest has its shells, not 22",
            "`huge_pages`: `1G`             | .huge_pages        | expected one of 2M, not `1G`",
            "`entropy`: 1                   | .entropy           | expected true or false, not 1",
            "`kernel_boot_args`: [`quiet`]  | .kernel_boot_args  | expected a text, not […]",
            "`firecracker_bin`: 1           | .firecracker_bin   | expected a text, not 1",
            "`io_engine`: `Sync`            | .io_engine         | there is no key `io_engine`; the keys here are backend, name, kernel_image_path, initrd_path, rootfs_path, kernel_boot_args, vcpu_count, mem_size_mib, vsock_cid, vsock_port, tap_interfaces, store_image_path, snapshot_path, firecracker_bin, huge_pages, entropy",
            "`tap_interfaces`: {}           | .tap_interfaces    | expected a list of interfaces, not {}",
            "`tap_interfaces`: [[]]         | .tap_interfaces[0] | expected an interface such as [`eth0`, `t1v1`, `AA:FC:00:01:01:01`], not []",
            "`tap_interfaces`: [[`eth1`, `t1v1`, ``]] | .tap_interfaces[0][0] | expected `eth0`, not `eth1`",
            "`tap_interfaces`: [[`eth0`, `tap0`, ``]] | .tap_interfaces[0][1] | expected `t<number>v<VLAN>`, as attest's Nix layer calls the machine's TAP, in whose place there is one of ours, not `tap0`",
            "`tap_interfaces`: [[`eth0`, `t1v1`, `AA:FC:00:01:01:01`], [`eth1`, `t2v2`, `AA:FC:00:02:02:01`]] | .tap_interfaces[1][1] | expected `t1v<VLAN>`, as attest's Nix layer calls the machine's TAP, in whose place there is one of ours, not `t2v2`",
            "`tap_interfaces`: [[`eth0`, `t1v1`, `02:00:00:00:00:01`]] | .tap_interfaces[0][2] | expected `AA:FC:00:01:01:01`, in whose place there is one of ours, not `02:00:00:00:00:01`",
            "`tap_interfaces`: [[`eth0`, `t1v1`, 1]] | .tap_interfaces[0][2] | expected `AA:FC:00:01:01:01`, in whose place there is one of ours, not 1",
            "`tap_interfaces`: [[`eth0`, `t1v3`, `AA:FC:00:03:01:01`]] | .tap_interfaces[0] | VLAN 3 is not one of the top-level vlans, which are [1, 2]",
            "`tap_interfaces`: [[`eth0`, `t254v1`, `AA:FC:00:01:FE:01`]] | .tap_interfaces | expected a whole number from 1 to 253, not 254",
            "`name`: `web`                  | .name              | the key `name` was already given at 1:42"})
    @DisplayName("what is wrong with a microVM")
    void wrongMicroVms(String keys, String key, String expected) {
        assertOneProblem("{`machines`: [{`backend`: `firecracker`, " + MICRO_VM + ", " + keys + "}], `vlans`: [1, 2]}",
                "machines[0]" + key, expected);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', value = {
            "{`machines`: []}                            | machines            | expected at least one machine, not []",
            "{`machines`: [1]}                           | machines[0]         | expected an object, not 1",
            "{`machines`: {`web`: {}}, `vms`: {`a`: {}}} | machines            | there is no key `machines`; the keys here are $schema, vms, vlans, global_timeout, test_script, containers, enable_ssh_backdoor",
            "{`machines`: [{`backend`: `mock`, `name`: `a`}]} | machines[0].backend | expected one of cloud-hypervisor, firecracker, qemu, not `mock`",
            "{`machines`: [{`name`: `a`}]}               | machines[0]         | the key `backend` is missing: what runs the machine",
            "{`machines`: [{`backend`: `qemu`, `start_command`: `run`}]} | machines[0] | the key `name` is missing: what the machine is called",
            "{`machines`: [{`backend`: `qemu`, `name`: `a`}]} | machines[0]    | the key `start_command` is missing: the program that starts the machine",
            "{`machines`: [{`backend`: `firecracker`, `name`: `a`, `rootfs_path`: `r`, `initrd_path`: `i`}]} | machines[0] | the key `kernel_image_path` is missing: the kernel that the machine boots",
            "{`machines`: [{`backend`: `firecracker`, `name`: `a`, `kernel_image_path`: `k`, `initrd_path`: `i`}]} | machines[0] | the key `rootfs_path` is missing: the machine's root file system",
            "{`machines`: [{`backend`: `firecracker`, `name`: `a`, `rootfs_path`: `r`, `kernel_image_path`: `k`}]} | machines[0] | the key `initrd_path` is missing: no machine boots without an initramfs here",
            "{`machines`: [{`backend`: `firecracker`, `name`: `a`, `rootfs_path`: `r`, `kernel_image_path`: `k`, `initrd_path`: null}]} | machines[0] | the key `initrd_path` is missing: no machine boots without an initramfs here",
            "{`machines`: [{`backend`: `qemu`, `name`: `a`, `start_command`: null}]} | machines[0] | the key `start_command` is missing: the program that starts the machine",
            "{`machines`: [{`backend`: `qemu`, `name`: `a_b`, `start_command`: `run`}]} | machines[0].name | expected a machine's name of letters, digits and hyphens, beginning with a letter, ending with a letter or digit, at most 63 characters, not `a_b`; did you mean `a-b`?",
            "{`machines`: [{`backend`: `qemu`, `name`: `a`, `start_command`: `run`}, {`backend`: `qemu`, `name`: `a`, `start_command`: `run`}]} | machines[1].name | the machines `a` and `a` have the same host name a",
            "{`machines`: [{`backend`: `qemu`, `name`: `a`, `start_command`: `run`}], `vlans`: [0]} | vlans[0] | expected a whole number from 1 to 254, not 0",
            "{`machines`: [{`backend`: `qemu`, `name`: `a`, `start_command`: `run`}], `global_timeout`: 0} | global_timeout | expected a whole number from 1 to 31536000, not 0",
            "{`machines`: [{`backend`: `qemu`, `name`: `a`, `start_command`: `run`}], `vlan`: []} | vlan | there is no key `vlan`; did you mean `vlans`?"})
    @DisplayName("what is wrong with the whole")
    void wrong(String json, String key, String expected) {
        assertOneProblem(json, key, expected);
    }

    @Test
    @DisplayName("a problem has its place in the file")
    void place() throws IOException {
        assertThat(problemsOf("""
                {"machines": [
                  {"backend": "firecracker", "name": "web", "kernel_image_path": "k", "initrd_path": "i",
                   "rootfs_path": "r", "store_image_path": "store.erofs"}]}
                """).getFirst().render())
                .startsWith(directory.resolve("attest.json") + ":3:24: machines[0].store_image_path: ");
    }

    private void assertOneProblem(String json, String key, String expected) {
        assertThat(problemsOf(json)).singleElement().satisfies(problem -> {
            assertThat(problem.complaint().sentence()).isEqualTo(expected.replace('`', '"'));
            assertThat(problem.keyPath()).isEqualTo(key);
        });
    }
}
