package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A UEFI for QEMU's flash.
 *
 * @param code     the program
 * @param format   of the file that it is in, by QEMU's name
 * @param template the flash for its variables as it is at first, byte by byte
 */
record UefiFirmware(Path code, String format, Path template) {
    /** Where distributions describe their firmware by QEMU's {@code firmware.json}; of one name, the first counts. */
    static final List<Path> DESCRIPTIONS = List.of(Path.of("/etc/qemu/firmware"),
            Path.of("/usr/share/qemu/firmware"), Path.of("/run/current-system/sw/share/qemu/firmware"));

    static final String RAW = "raw";

    /** The first, by the names of the descriptions, that a board of this type can boot without Secure Boot. */
    static Optional<UefiFirmware> of(MachineType type, List<Path> directories) {
        var byName = new TreeMap<String, Path>();
        directories.reversed()
                .forEach(directory -> descriptions(directory)
                        .forEach(file -> byName.put(file.getFileName().toString(), file)));
        return byName.values()
                .stream()
                .flatMap(file -> described(file).stream())
                .filter(description -> fits(type, description))
                .map(description -> firmware(description.path("mapping")))
                .filter(firmware -> isThere(firmware.code()) && isThere(firmware.template()))
                .findFirst();
    }

    private static List<Path> descriptions(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json")).toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** A description that is empty takes one of the same name away. */
    private static Optional<JsonNode> described(Path file) {
        try {
            return Optional.ofNullable(QmpMessage.JSON.readTree(Files.readString(file)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean fits(MachineType type, JsonNode description) {
        var mapping = description.path("mapping");
        var features = texts(description.path("features")).toList();
        return texts(description.path("interface-types")).anyMatch("uefi"::equals)
                && mapping.path("device").asText().equals("flash")
                && mapping.path("mode").asText("split").equals("split")
                && mapping.path("nvram-template").path("format").asText().equals(RAW)
                && !features.contains("requires-smm") && !features.contains("enrolled-keys")
                && items(description.path("targets")).anyMatch(target -> isFor(type, target));
    }

    private static boolean isFor(MachineType type, JsonNode target) {
        return target.path("architecture").asText().equals("x86_64")
                && type.flashBoard()
                        .filter(board -> texts(target.path("machines")).anyMatch(name -> name.startsWith(board)))
                        .isPresent();
    }

    private static boolean isThere(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Stream<String> texts(JsonNode array) {
        return items(array).map(JsonNode::asText);
    }

    private static UefiFirmware firmware(JsonNode mapping) {
        var executable = mapping.path("executable");
        return new UefiFirmware(Path.of(executable.path("filename").asText()), executable.path("format").asText(RAW),
                Path.of(mapping.path("nvram-template").path("filename").asText()));
    }
}
