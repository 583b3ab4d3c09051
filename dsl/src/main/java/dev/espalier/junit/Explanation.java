package dev.espalier.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Publishes what is known of machines with a failure of a test that has them, and says in the failure where it is. */
record Explanation(ExtensionContext test, TestMachines machines) {
    private static final String DIRECTORY = "machines";

    /** Nothing happens if it has been explained, or is none. */
    void of(Throwable failure) {
        if (failure instanceof TestAbortedException || !machines.isToBeExplained(failure)) {
            return;
        }
        try {
            test.publishDirectory(DIRECTORY, directory -> failure.addSuppressed(
                    new MachineEvidence(directory, new EvidenceCollector(machines).into(directory), names(directory))));
        } catch (RuntimeException | Error unpublished) {
            failure.addSuppressed(unpublished);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().collect(Collectors.toList());
        }
    }
}
