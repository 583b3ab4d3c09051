package dev.espalier.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a test's files are.
 *
 * @param script the test script, if the caller named it rather than the configuration
 */
record TestLocation(String name, Path configuration, Optional<Path> script) {
    private static final String CONFIGURATION = "machines.json";

    /** @param test a directory, a configuration file, or a test script with a configuration beside it */
    static TestLocation of(Path test) {
        var path = test.toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            return new TestLocation(nameOf(path), path.resolve(CONFIGURATION), Optional.empty());
        }
        if (path.toString().endsWith(".java")) {
            return new TestLocation(nameOf(path), path.resolveSibling(CONFIGURATION), Optional.of(path));
        }
        var named = path.endsWith(CONFIGURATION) ? path.resolveSibling("") : path;
        return new TestLocation(nameOf(named), path, Optional.empty());
    }

    /** The same, with the script that the caller named, if any. */
    TestLocation script(Optional<Path> named) {
        return new TestLocation(name, configuration, named.or(() -> script));
    }

    /** What the configuration's relative paths are taken from. */
    Path directory() {
        return configuration.resolveSibling("");
    }

    private static String nameOf(Path path) {
        var name = path.getFileName();
        return name == null ? "test" : name.toString().replaceFirst("\\.(java|json)$", "");
    }
}
