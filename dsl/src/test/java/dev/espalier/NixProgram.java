package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that the nix layer is tested by. */
final class NixProgram {
    /** The directory of the nix layer. */
    static final Path LAYER = Path.of("../nix").toAbsolutePath().normalize();

    private NixProgram() {}

    /** What it says on its output, if it succeeds. */
    static String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        var errors = Files.createTempFile(Path.of("target"), "nix", ".err");
        try {
            var process = builder.redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var complaints = Files.readString(errors);
            assertThat(process.waitFor()).as(said + complaints).isZero();
            complaints.lines().filter(line -> line.startsWith("SKIPPED")).forEach(System.out::println);
            return said;
        } finally {
            Files.delete(errors);
        }
    }
}
