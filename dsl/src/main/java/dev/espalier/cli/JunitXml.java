package dev.espalier.cli;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run's JUnit report goes, if that is said. */
final class JunitXml {

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Where the JUnit report goes instead of junit.xml; relative to the output directory.")
    private @Nullable Path file;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
