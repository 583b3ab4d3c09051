package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UefiFirmwareTest {
    private static final String BOTH = "\"pc-i440fx-*\", \"pc-q35-*\"";

    @TempDir
    private Path own;

    @TempDir
    private Path distribution;

    @TempDir
    private Path files;

    @BeforeEach
    void files() throws IOException {
        for (var name : List.of("code.fd", "vars.fd", "other.fd")) {
            Files.writeString(files.resolve(name), name);
        }
    }

    private void describe(Path directory, String name, String code, String machines, String features)
            throws IOException {
        Files.writeString(directory.resolve(name), """
                {"interface-types": ["uefi"],
                 "mapping": {"device": "flash", "executable": {"filename": "%s", "format": "raw"},
                             "nvram-template": {"filename": "%s", "format": "raw"}},
                 "targets": [{"architecture": "x86_64", "machines": [%s]}], "features": [%s], "tags": []}
                """.formatted(files.resolve(code), files.resolve("vars.fd"), machines, features));
    }

    private List<Path> codes(MachineType type) {
        return UefiFirmware.of(type, List.of(own, distribution)).map(UefiFirmware::code).stream().toList();
    }

    @Test
    @DisplayName("a UEFI is found by its description, for the boards that are named there")
    void boards() throws Exception {
        describe(distribution, "60-uefi.json", "code.fd", "\"pc-q35-*\"", "\"acpi-s3\"");
        assertThat(UefiFirmware.of(MachineType.Q35, List.of(own, distribution)))
                .contains(new UefiFirmware(files.resolve("code.fd"), "raw", files.resolve("vars.fd")));
        assertThat(codes(MachineType.PC)).isEmpty();
        assertThat(codes(MachineType.MICROVM)).isEmpty();
    }

    @Test
    @DisplayName("one that takes a board we do not make, or is not there, is left out for the next")
    void unfit() throws Exception {
        describe(distribution, "10-secure.json", "code.fd", BOTH, "\"requires-smm\"");
        describe(distribution, "20-enrolled.json", "code.fd", BOTH, "\"enrolled-keys\"");
        describe(distribution, "30-gone.json", "nowhere.fd", BOTH, "");
        assertThat(codes(MachineType.Q35)).isEmpty();
        describe(distribution, "40-uefi.json", "other.fd", BOTH, "");
        assertThat(codes(MachineType.Q35)).containsExactly(files.resolve("other.fd"));
        assertThat(codes(MachineType.PC)).containsExactly(files.resolve("other.fd"));
    }

    @Test
    @DisplayName("a description of the host's own stands for one of the same name, and an empty one for none")
    void masked() throws Exception {
        describe(distribution, "10-uefi.json", "code.fd", BOTH, "");
        describe(own, "10-uefi.json", "other.fd", BOTH, "");
        assertThat(codes(MachineType.Q35)).containsExactly(files.resolve("other.fd"));
        Files.writeString(own.resolve("10-uefi.json"), "");
        assertThat(codes(MachineType.Q35)).isEmpty();
    }

    @Test
    @DisplayName("garbage is no description")
    void garbage() throws Exception {
        for (var text : List.of("{", "[]", "{}", "null", "{\"mapping\": 1, \"targets\": \"x86_64\"}")) {
            Files.writeString(distribution.resolve("10.json"), text);
            assertThat(codes(MachineType.Q35)).as(text).isEmpty();
        }
    }
}
