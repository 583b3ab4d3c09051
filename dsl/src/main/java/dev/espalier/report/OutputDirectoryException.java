package dev.espalier.report;

import java.nio.file.Path;

/** The evidence of a run could not be kept, so the run does not begin. */
public final class OutputDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputDirectoryException(Path path, String reason, Throwable cause) {
        super("The output directory " + path + " cannot be used: " + reason
                + ". Name another with --output-directory, or make this one writable.", cause);
    }
}
