package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Nix builds in its sandbox: the command as a package, and with it a test. */
@NeedsTools({"nix-build", "qemu-system-x86_64", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Alone
class NixSandboxIT {
    /** What the build has just found. */
    private static final Path LIBRARIES = Path.of("target/lib");

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a test's output has reports, consoles and screenshots; one that cannot be built says why")
    void builds() throws Exception {
        var tiny = TestingCluster.images().get(new ImageSpec.Tiny(), progress -> {});
        var output = directory.resolve("output");
        assertThat(NixProgram.run(NixProgram.LAYER.resolve("tests/sandbox").toString(), LIBRARIES.toString(),
                tiny.kernel().toString(), tiny.initrd().toString(), output.toString())).isEmpty();
        try (var files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString())).contains("report.html", "junit.xml",
                    "events.jsonl", "console-machine.log", "screen.png");
        }
        assertThat(output.resolve("junit.xml")).content().contains("failures=\"0\"", "sandbox");
    }

    @Test
    @DisplayName("the package's libraries are those that the build has")
    void libraries() throws Exception {
        var named = new TreeMap<String, String>();
        new ObjectMapper().readTree(NixProgram.LAYER.resolve("package/libraries.json").toFile())
                .forEach(library -> named.put(Path.of(library.path("path").asText()).getFileName().toString(),
                        library.path("hash").asText()));
        var used = new TreeMap<String, String>();
        try (var jars = Files.newDirectoryStream(LIBRARIES, "*.jar")) {
            for (var jar : jars) {
                if (!jar.getFileName().toString().startsWith("espalier-")) {
                    used.put(jar.getFileName().toString(), "sha256-" + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))));
                }
            }
        }
        assertThat(named).as("nix/package/lock writes them anew").isEqualTo(used);
    }
}
