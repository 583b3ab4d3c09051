package dev.espalier.bench.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.runtime.process.BriefProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyMicroVmTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("each program that is missing, not there or none is named; tests find the others by their variables")
    void monitors() throws Exception {
        var text = Files.writeString(directory.resolve("text"), "");
        var program = Files.writeString(directory.resolve("program"), "");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(new Monitors(Optional.empty(), Optional.of(directory.resolve("nowhere")), Optional.of(text))
                .lacking()).satisfiesExactly(
                        missing -> assertThat(missing).startsWith("--firecracker is missing: "),
                        nowhere -> assertThat(nowhere).startsWith("--jailer: ").endsWith("nowhere is not there"),
                        none -> assertThat(none).startsWith("--cloud-hypervisor: ").contains("is no program"));
        var some = new Monitors(Optional.of(program), Optional.empty(), Optional.empty());
        assertThat(some.useless()).isEmpty();
        assertThat(some.environment(OuterGuest::pathOf))
                .isEqualTo(Map.of("ESPALIER_FIRECRACKER", "/verify/monitors/firecracker"));
    }

    @Test
    @DisplayName("what is packed is what the links lead to, without what only developers want of a JDK")
    void luggage() throws Exception {
        var jdk = Files.createDirectories(directory.resolve("jdk-1"));
        Files.writeString(Files.createDirectories(jdk.resolve("bin")).resolve("java"), "");
        Files.writeString(Files.createDirectories(jdk.resolve("jmods")).resolve("x.jmod"), "");
        var image = Files.createDirectories(directory.resolve("images/tiny-1"));
        Files.writeString(image.resolve("kernel"), "");
        var jar = Files.writeString(directory.resolve("a.jar"), "");
        var packed = directory.resolve("packed.tar");
        Luggage.in(directory.resolve("links"))
                .jdk(jdk)
                .libraries(List.of(jar))
                .image(new GuestImage(image.resolve("kernel"), image.resolve("initrd"), Optional.empty(), List.of()))
                .monitor(new Monitor("--jailer", "ESPALIER_JAILER", jar))
                .pack(packed);
        assertThat(BriefProcess.run(List.of("tar", "tf", packed.toString()), "").lines())
                .contains("./jdk/bin/java", "./libraries/a.jar", "./cache/images/tiny-1/kernel", "./monitors/jailer")
                .doesNotContain("./jdk/jmods/x.jmod");
    }
}
