package dev.espalier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.espalier.source.PrintableText;

/**
 * What a person reads when a run is over: where all of it is shown, and how to run it again.
 *
 * @param page as the person calls it; not told of if it could not be written
 */
record Epilogue(Path page, Again again) {
    List<String> lines(ExitCode ended) {
        var report = Stream.of(page).filter(Files::isRegularFile).map(written -> "report: " + written);
        return (ended == ExitCode.PASSED ? report : Stream.concat(report, again.lines()))
                .map(PrintableText::of)
                .toList();
    }
}
