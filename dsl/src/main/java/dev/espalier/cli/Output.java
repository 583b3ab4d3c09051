package dev.espalier.cli;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** Where a command leaves what it leaves. */
final class Output {
    private static final String DEFAULT = "espalier-report";

    @Option(names = {"-o",
            "--output-directory"}, paramLabel = "DIR", defaultValue = DEFAULT, description = "Where events.jsonl, console logs, screenshots and copies go, and of a run report.html and junit.xml. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of(DEFAULT);

    Path directory() {
        return directory;
    }
}
