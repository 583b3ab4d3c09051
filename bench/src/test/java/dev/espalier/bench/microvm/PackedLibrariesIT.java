package dev.espalier.bench.microvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What this module's build lays beside its jar for its commands, which have no other libraries. */
class PackedLibrariesIT {
    private static final Path LIBRARIES = Path.of("target", "lib");

    @Test
    @DisplayName("all that the contracts want is packed with them")
    void packed() throws Exception {
        var missing = new StringWriter();
        var trouble = new StringWriter();
        var status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(missing), new PrintWriter(trouble), "--missing-deps", "--multi-release", "base",
                        "--class-path", String.join(File.pathSeparator, jars("*.jar")),
                        jars("*-dsl-*-tests.jar").getFirst());
        assertThat(status).as(trouble.toString()).isZero();
        assertThat(missing.toString()).isEmpty();
    }

    private static List<String> jars(String pattern) throws IOException {
        var names = new ArrayList<String>();
        try (var jars = Files.newDirectoryStream(LIBRARIES, pattern)) {
            jars.forEach(jar -> names.add(jar.toString()));
        }
        return names;
    }
}
