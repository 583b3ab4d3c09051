package dev.espalier.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.bench.result.Contender;

/**
 * The NixOS test driver of 2026, which takes its machines from a JSON file.
 *
 * @param program {@code nixos-test-driver}
 */
public record NixosDriver(Path program) implements Rival {
    private static final int LIMIT_SECONDS = 300;

    @Override
    public Contender contender() {
        return Contender.NIXOS_DRIVER;
    }

    @Override
    public List<String> prepare(Path directory, Path startScript, Workload workload) throws IOException {
        var test = Files.writeString(directory.resolve("test.py"), workload.test("nixos.py"));
        var configuration = directory.resolve("nixos.json");
        new ObjectMapper().writeValue(configuration.toFile(), Map.of("vms",
                Map.of(MACHINE, Map.of("name", MACHINE, "start_script", startScript.toString())), "containers",
                Map.of(), "vlans", List.of(), "global_timeout", LIMIT_SECONDS, "enable_ssh_backdoor", false,
                "test_script", test.toString()));
        return List.of(program.toString(), "--config", configuration.toString(), "--output_directory",
                directory.toString());
    }
}
