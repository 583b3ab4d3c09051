package dev.espalier.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.bench.result.Contender;

/**
 * attest, which keeps its state in the temporary directory.
 *
 * @param program {@code attest}
 */
public record Attest(Path program) implements Rival {
    private static final int LIMIT_SECONDS = 300;

    @Override
    public Contender contender() {
        return Contender.ATTEST;
    }

    @Override
    public List<String> prepare(Path directory, Path startScript, Workload workload) throws IOException {
        var test = Files.writeString(directory.resolve("test.exs"), workload.test("attest.exs"));
        var configuration = directory.resolve("attest.json");
        new ObjectMapper().writeValue(configuration.toFile(), Map.of("machines",
                List.of(Map.of("backend", "qemu", "name", MACHINE, "start_command", startScript.toString())), "vlans",
                List.of(), "global_timeout", LIMIT_SECONDS));
        return List.of("env", "TMPDIR=" + directory, program.toString(), "--machine-config", configuration.toString(),
                "--test-script", test.toString());
    }
}
