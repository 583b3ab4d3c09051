package dev.espalier.cli;

import java.nio.file.Path;

import picocli.CommandLine.Parameters;

/** Where a command looks for clusters. */
final class RunBase {

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = "${sys:java.io.tmpdir}", description = "Where the clusters have their run directories. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("");

    Path directory() {
        return directory;
    }
}
