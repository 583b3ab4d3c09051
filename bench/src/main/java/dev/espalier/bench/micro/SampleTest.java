package dev.espalier.bench.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.runtime.io.FileTree;

/** A test of twenty lines for two machines of the backend {@code local}. */
final class SampleTest implements AutoCloseable {
    private final Path directory;

    SampleTest() {
        try {
            directory = Files.createTempDirectory("espalier-micro");
            Files.writeString(directory.resolve("test.json"), """
                    {"vms": {"one": {"backend": "local", "vlans": []}, "two": {"backend": "local", "vlans": []}},
                     "test_script": "test.java"}""");
            var script = new StringBuilder();
            for (int step = 1; step <= 3; step++) {
                script.append("""
                        subtest("step %d", () -> {
                            var greeting = one.succeed("echo hello %d");
                            if (!greeting.isBlank()) {
                                two.succeed("true");
                            }
                        });
                        """.formatted(step, step));
            }
            Files.writeString(directory.resolve("test.java"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String configuration() {
        return directory.resolve("test.json").toString();
    }

    @Override
    public void close() throws IOException {
        FileTree.remove(directory);
    }
}
