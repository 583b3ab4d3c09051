package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Requirement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
    private static final CloudHypervisorVersion NEWEST = new CloudHypervisorVersion(53);

    @TempDir
    private Path directory;

    private MachineSpec machine(KernelFormat kernel, Options options, Nic... nics) throws IOException {
        return TestMachines.machine(TestMachines.image(directory, kernel), options, nics);
    }

    private List<String> missing(MachineSpec machine, CloudHypervisorVersion version) {
        var missing = new Readiness(directory.resolve("lsm")).of(machine, version);
        assertThat(missing).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
        return missing.stream().map(Requirement::what).toList();
    }

    @ParameterizedTest
    @DisplayName("a program's answer tells its version, corrections and developers' builds included")
    @CsvSource({"cloud-hypervisor v52.0,52.0", "cloud-hypervisor v51.1.0,51.0",
            "cloud-hypervisor v53.0-12-gabcdef-dirty,53.0"})
    void versions(String answer, String version) {
        assertThat(CloudHypervisorVersion.parse(answer + "\n"))
                .hasValueSatisfying(found -> assertThat(found).hasToString(version));
    }

    @Test
    @DisplayName("what is no Cloud Hypervisor has no version")
    void noVersion() {
        assertThat(CloudHypervisorVersion.parse("Firecracker v1.17.0")).isEmpty();
        assertThat(CloudHypervisorVersion.parse("")).isEmpty();
    }

    @Test
    @DisplayName("a compressed kernel needs a Cloud Hypervisor that boots it, an ELF file any, and a script is none")
    void kernels() throws Exception {
        var old = new CloudHypervisorVersion(38);
        assertThat(missing(machine(KernelFormat.ELF, Options.none()), old)).isEmpty();
        assertThat(missing(machine(KernelFormat.BZIMAGE, Options.none()), old)).singleElement()
                .asString()
                .contains("Cloud Hypervisor 38.0 boots no compressed kernel (bzImage) as web_1 has it",
                        "came with 39.0");
        assertThat(missing(machine(KernelFormat.BZIMAGE, Options.none()), NEWEST)).isEmpty();
        assertThat(missing(machine(KernelFormat.UNKNOWN, Options.none()), NEWEST)).singleElement()
                .asString()
                .contains("is no kernel");
    }

    @Test
    @DisplayName("what a Cloud Hypervisor is too old for is all named at once, each with the version that it takes")
    void tooOld() throws Exception {
        var confined = Options.none().with(CloudHypervisorOptions.LANDLOCK, true);
        assertThat(missing(machine(KernelFormat.ELF, confined, LifeUnderTest.NIC), new CloudHypervisorVersion(33)))
                .satisfiesExactlyInAnyOrder(panic -> assertThat(panic).contains("panic", "came with 34.0"),
                        interfaces -> assertThat(interfaces).contains("network interfaces", "came with 49.0"),
                        landlock -> assertThat(landlock).contains("confined", "came with 41.0"));
    }

    @Test
    @DisplayName("a host without Landlock is told where a machine wants it; one that does not say may have it")
    void landlock() throws Exception {
        var confined = machine(KernelFormat.ELF, Options.none().with(CloudHypervisorOptions.LANDLOCK, true));
        assertThat(missing(confined, NEWEST)).isEmpty();
        Files.writeString(directory.resolve("lsm"), "capability,landlock,bpf\n");
        assertThat(missing(confined, NEWEST)).isEmpty();
        Files.writeString(directory.resolve("lsm"), "capability,bpf\n");
        assertThat(missing(confined, NEWEST)).singleElement().asString().contains("no Landlock");
    }

    @Test
    @DisplayName("a machine that is to have less at most than at first, or too long a command line, is told so")
    void contradictions() throws Exception {
        var options = Options.none()
                .with(CloudHypervisorOptions.MAX_CPUS, 1)
                .with(CloudHypervisorOptions.MAX_MEMORY_MIB, 128)
                .with(CloudHypervisorOptions.BALLOON_MIB, 256)
                .with(CloudHypervisorOptions.KERNEL_PARAMETERS, List.of("x".repeat(2100)));
        assertThat(missing(machine(KernelFormat.ELF, options), NEWEST)).satisfiesExactlyInAnyOrder(
                cpus -> assertThat(cpus).contains("2 processors, and no more than 1"),
                memory -> assertThat(memory).contains("256 MiB of memory, and no more than 128"),
                balloon -> assertThat(balloon).contains("all of its memory"),
                line -> assertThat(line).contains("command line"));
    }
}
