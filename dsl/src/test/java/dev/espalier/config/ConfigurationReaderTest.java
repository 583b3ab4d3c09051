package dev.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.RootDirectory;
import dev.espalier.backends.spi.Options;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration means. */
class ConfigurationReaderTest {
    @TempDir
    private Path parent;
    private Path directory;

    @BeforeEach
    void aTestDirectory() throws IOException {
        directory = Files.createDirectory(parent.resolve("two-nodes"));
        Files.writeString(directory.resolve("test.java"), "web.succeed(\"true\");");
    }

    @Test
    void aMachineNeedsOnlyAName() throws IOException {
        var configuration = read("{\"vms\": {\"web\": {}}}");
        assertThat(configuration).isEqualTo(new TestConfiguration("two-nodes",
                ClusterSpec.of(NodeSpec.of("web", new ImageSpec.Tiny())), Duration.ofHours(1),
                directory.resolve("test.java")));
    }

    @Test
    void aMachineThatNamesNoBackendHasTheUsualOne() throws IOException {
        Files.writeString(directory.resolve("machines.json"),
                "{\"vms\": {\"web\": {\"queues\": 2}, \"db\": {\"backend\": \"qemu\"}}}");
        var nodes = new ConfigurationReader(new TestBackends(), "firecracker").read(directory).cluster().nodes();
        assertThat(nodes).extracting(NodeSpec::backend).containsExactly("qemu", "firecracker");
    }

    @Test
    void everyKeyOfEveryMachine() throws IOException {
        var configuration = read("""
                {
                  "vms": {
                    "web-1": {
                      "name": "web-1", "backend": "qemu", "image": {"debian": {"packages": ["nginx", "curl", "g++"]}},
                      "vlans": [2, 1], "memory_mib": 512, "cpus": 2,
                      "machine_type": "microvm", "arguments": ["-usb"], "firmware": "fw/OVMF.fd"
                    },
                    "client": {
                      "backend": "firecracker", "image": "debian", "vlans": [],
                      "huge_pages": true, "queues": 8, "cpu_template": "T2"
                    }
                  },
                  "vlans": [1, 2],
                  "containers": {},
                  "enable_ssh_backdoor": false,
                  "global_timeout": 90,
                  "test_script": "test.java"
                }
                """);
        assertThat(configuration.globalTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(configuration.cluster()).isEqualTo(ClusterSpec.of(
                NodeSpec.of("client", new ImageSpec.Debian(List.of()))
                        .backend("firecracker")
                        .onVlans()
                        .options(Options.none()
                                .with(TestBackends.HUGE_PAGES, true)
                                .with(TestBackends.QUEUES, 8)
                                .with(TestBackends.CPU_TEMPLATE, "T2")),
                NodeSpec.of("web-1", new ImageSpec.Debian(List.of("curl", "g++", "nginx")))
                        .onVlans(2, 1)
                        .memoryMib(512)
                        .cpus(2)
                        .options(Options.none()
                                .with(TestBackends.MACHINE_TYPE, "microvm")
                                .with(TestBackends.ARGUMENTS, List.of("-usb"))
                                .with(TestBackends.FIRMWARE, directory.resolve("fw/OVMF.fd")))));
    }

    @Test
    void takesPathsOfImageFilesFromItsOwnDirectory() throws IOException {
        var configuration = read("""
                {"vms": {"one": {"image": {"kernel": "bzImage", "initrd": "/boot/initrd", "disk": "root.img"}}}}
                """);
        assertThat(configuration.cluster().nodes().getFirst().image()).isEqualTo(new ImageSpec.Files(new GuestImage(
                directory.resolve("bzImage"), Path.of("/boot/initrd"), Optional.of(directory.resolve("root.img")),
                List.of())));
    }

    @Test
    void anImageMayBeADirectory() throws IOException {
        var configuration = read("""
                {"vms": {"one": {"image": {"directory": "rootfs"}}}}
                """);
        assertThat(configuration.cluster().nodes().getFirst().image())
                .isEqualTo(new ImageSpec.Files(new RootDirectory(directory.resolve("rootfs"))));
    }

    @Test
    void theNixosDriversOwnConfiguration() throws IOException {
        Files.writeString(directory.resolve("testScript"), "web.succeed(\"true\");");
        var configuration = read("""
                {"vms": {"web": {"name": "web", "start_script": "/nix/store/x-vm/bin/run-web-vm"}},
                 "containers": {"box": {"name": "box", "start_script": "/nix/store/x/bin/run-box-nspawn"}},
                 "vlans": [1, 2], "global_timeout": 3600, "enable_ssh_backdoor": false,
                 "test_script": "testScript"}
                """);
        assertThat(configuration.testScript()).isEqualTo(directory.resolve("testScript"));
        assertThat(configuration.cluster()).isEqualTo(ClusterSpec.of(NodeSpec.of("web", new ImageSpec.Tiny())
                .onVlans(1, 2)
                .options(startScript("/nix/store/x-vm/bin/run-web-vm")),
                NodeSpec.of("box", new ImageSpec.Tiny())
                        .backend("nspawn")
                        .onVlans(1, 2)
                        .options(startScript("/nix/store/x/bin/run-box-nspawn"))));
    }

    private static Options startScript(String program) {
        return Options.none().with(TestBackends.START_SCRIPT, Path.of(program));
    }

    @Test
    void containersNeedNoStartScript() throws IOException {
        var configuration = read("{\"containers\": {\"box\": {\"image\": \"debian\", \"memory_mib\": 64}}}");
        assertThat(configuration.cluster()).isEqualTo(ClusterSpec.of(NodeSpec.of("box", new ImageSpec.Debian(List.of()))
                .backend("nspawn")
                .memoryMib(64)));
    }

    @Test
    void aMachineByStartScriptIsOnAllNetworksUnlessItIsTold() throws IOException {
        assertThat(vlans("{`vms`: {`web`: {`start_script`: `run-web-vm`}}}")).containsExactly(1);
        assertThat(vlans("{`vms`: {`web`: {`start_script`: `run-web-vm`}}, `vlans`: []}")).isEmpty();
        assertThat(vlans("{`vms`: {`web`: {`start_script`: `run-web-vm`}}, `vlans`: [3, 2]}")).containsExactly(3, 2);
        assertThat(vlans("{`vms`: {`web`: {`start_script`: `run-web-vm`, `vlans`: [2]}}, `vlans`: [3, 2]}"))
                .containsExactly(2);
    }

    private List<Integer> vlans(String json) throws IOException {
        return read(json.replace('`', '"')).cluster().nodes().getFirst().vlans();
    }

    @Test
    void aConfigurationFileOfAnyNameNamesItsTestAndScript() throws IOException {
        Files.writeString(directory.resolve("other.java"), "web.succeed(\"true\");");
        var file = Files.writeString(directory.resolve("driver.json"),
                "\uFEFF{\"vms\": {\"web\": {}}, \"test_script\": \"other.java\"}");
        var configuration = new ConfigurationReader(new TestBackends()).read(file);
        assertThat(configuration.name()).isEqualTo("driver");
        assertThat(configuration.testScript()).isEqualTo(directory.resolve("other.java"));
    }

    @Test
    void aScriptUsesTheMachinesBesideIt() throws IOException {
        Files.writeString(directory.resolve("machines.json"), "{\"vms\": {\"web\": {}}}");
        var script = Files.writeString(directory.resolve("reboot.java"), "web.reboot();");
        var configuration = new ConfigurationReader(new TestBackends()).read(script);
        assertThat(configuration.name()).isEqualTo("reboot");
        assertThat(configuration.testScript()).isEqualTo(script);
    }

    private TestConfiguration read(String json) throws IOException {
        Files.writeString(directory.resolve("machines.json"), json);
        return new ConfigurationReader(new TestBackends()).read(directory);
    }
}
