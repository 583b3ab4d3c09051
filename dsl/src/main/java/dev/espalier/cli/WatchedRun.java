package dev.espalier.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

import dev.espalier.source.PrintableText;

/**
 * A test that is run whenever its files have changed.
 *
 * @param once runs it
 * @param out  is told what is waited for, and what came
 */
record WatchedRun(GivenTest test, Once once, PrintWriter out) {
    /** An editor writes a file in several steps. */
    private static final Duration QUIET = Duration.ofMillis(200);

    /** A run, whose problems have been told. */
    @FunctionalInterface
    interface Once {
        int run() throws Exception;
    }

    /** Until this thread is interrupted. */
    int untilInterrupted() throws Exception {
        while (true) {
            try (var changes = Changes.of(test.files(), QUIET)) {
                var status = once.run();
                if (status == ExitCode.INTERRUPTED.status()) {
                    return status;
                }
                out.println("watching " + names(test.files()) + "; Ctrl-C ends");
                out.println(names(changes.await()) + " changed");
            } catch (InterruptedException signal) {
                return ExitCode.INTERRUPTED.status();
            }
        }
    }

    private static String names(Collection<Path> files) {
        return files.stream()
                .map(file -> PrintableText.of(String.valueOf(file.getFileName())))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
