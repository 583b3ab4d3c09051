package dev.espalier.backends.firecracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.microvm.KernelFormat;
import dev.espalier.backends.microvm.LifeUnderTest;
import dev.espalier.backends.microvm.TestMachines;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Requirement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
    private static final FirecrackerVersion NEWEST = new FirecrackerVersion(1, 17);

    @TempDir
    private Path directory;

    private MachineSpec machine(int cpus, KernelFormat kernel, Options options) throws IOException {
        return TestMachines.machine(cpus, TestMachines.image(directory, kernel), options);
    }

    private static List<String> said(List<Requirement> missing) {
        assertThat(missing).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
        return missing.stream().map(Requirement::what).toList();
    }

    @ParameterizedTest
    @DisplayName("a program's answer tells its version, corrections and developers' builds included")
    @CsvSource({"Firecracker v1.16.1,1.16", "Firecracker v1.17.0-dev,1.17", "Firecracker v2.0.0,2.0"})
    void versions(String answer, String version) {
        assertThat(FirecrackerVersion.parse(answer + "\n\nSupported snapshot data format versions: v1.0.0"))
                .hasValueSatisfying(found -> assertThat(found).hasToString(version));
    }

    @Test
    @DisplayName("what is no Firecracker has no version; a later major has what an earlier minor brought")
    void noVersion() {
        assertThat(FirecrackerVersion.parse("qemu-system-x86_64 v1.2.3")).isEmpty();
        assertThat(FirecrackerVersion.parse("")).isEmpty();
        assertThat(new FirecrackerVersion(2, 0).has(Feature.PCI)).isTrue();
        assertThat(new FirecrackerVersion(0, 25).has(Feature.API)).isFalse();
    }

    @Test
    @DisplayName("a compressed kernel needs a Firecracker that boots it, an ELF file any, and a script is none")
    void kernels() throws Exception {
        var old = new FirecrackerVersion(1, 16);
        assertThat(Readiness.of(machine(2, KernelFormat.ELF, Options.none()), old)).isEmpty();
        assertThat(said(Readiness.of(machine(2, KernelFormat.BZIMAGE, Options.none()), old))).singleElement()
                .asString()
                .contains("Firecracker 1.16 boots no compressed kernel (bzImage) as web_1 has it", "came with 1.17");
        assertThat(Readiness.of(machine(2, KernelFormat.BZIMAGE, Options.none()), NEWEST)).isEmpty();
        assertThat(said(Readiness.of(machine(2, KernelFormat.UNKNOWN, Options.none()), NEWEST))).singleElement()
                .asString()
                .contains("is no kernel");
    }

    @ParameterizedTest
    @DisplayName("any number of processors up to 32")
    @CsvSource({"1,true", "2,true", "3,true", "32,true", "33,false", "34,false"})
    void processors(int cpus, boolean fine) throws Exception {
        assertThat(Readiness.of(machine(cpus, KernelFormat.ELF, Options.none()), NEWEST).isEmpty()).isEqualTo(fine);
    }

    @Test
    @DisplayName("options that a Firecracker is too old for are all named at once, each with the version that it takes")
    void options() throws Exception {
        var options = Options.none()
                .with(FirecrackerOptions.PCI, true)
                .with(FirecrackerOptions.HUGE_PAGES, "transparent")
                .with(FirecrackerOptions.BALLOON_MIB, 256)
                .with(FirecrackerOptions.KERNEL_PARAMETERS, List.of("x".repeat(1500)));
        assertThat(said(Readiness.of(machine(2, KernelFormat.ELF, options), new FirecrackerVersion(1, 12))))
                .satisfiesExactlyInAnyOrder(huge -> assertThat(huge).contains("transparent", "came with 1.17"),
                        pci -> assertThat(pci).contains("PCI", "came with 1.13"),
                        balloon -> assertThat(balloon).contains("all of its memory"),
                        line -> assertThat(line).contains("command line"));
        assertThat(said(Readiness.of(
                machine(2, KernelFormat.ELF, Options.none().with(FirecrackerOptions.HUGE_PAGES, "2m")),
                new FirecrackerVersion(1, 6)))).singleElement().asString().contains("came with 1.7");
    }

    @Test
    @DisplayName("metadata needs a JSON object, an interface and a version that has the service; a file that is memory has to be there and not empty")
    void files() throws Exception {
        var nothing = Files.writeString(directory.resolve("nothing"), "[1]");
        var options = Options.none()
                .with(FirecrackerOptions.METADATA, nothing)
                .with(FirecrackerOptions.PMEM, directory.resolve("absent"));
        assertThat(said(Readiness.of(machine(2, KernelFormat.ELF, options), new FirecrackerVersion(1, 0))))
                .satisfiesExactlyInAnyOrder(
                        old -> assertThat(old).contains("pmem", "came with 1.14"),
                        absent -> assertThat(absent).contains("absent", "cannot be read"),
                        service -> assertThat(service).contains("metadata service", "came with 1.1"),
                        way -> assertThat(way).contains("comes by an interface"),
                        json -> assertThat(json).contains("nothing has no JSON object in it"));
        var metadata = Files.writeString(directory.resolve("metadata"), "{}");
        var machine = TestMachines.machine(TestMachines.image(directory, KernelFormat.ELF),
                Options.none().with(FirecrackerOptions.METADATA, metadata).with(FirecrackerOptions.PMEM, metadata),
                LifeUnderTest.NIC);
        assertThat(Readiness.of(machine, NEWEST)).isEmpty();
        var empty = Options.none().with(FirecrackerOptions.PMEM, Files.createFile(directory.resolve("empty")));
        assertThat(said(Readiness.of(machine(2, KernelFormat.ELF, empty), NEWEST))).singleElement()
                .asString()
                .contains("empty, which is to be memory of web_1, is empty");
    }
}
