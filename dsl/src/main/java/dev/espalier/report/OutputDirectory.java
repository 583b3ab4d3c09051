package dev.espalier.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the evidence of a run is kept. */
public final class OutputDirectory {
    private final Path path;

    private OutputDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory and those above it unless they are there.
     *
     * @throws OutputDirectoryException if it cannot be created or written to
     */
    public static OutputDirectory create(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Files.delete(Files.createTempFile(absolute, ".writable", ""));
            return new OutputDirectory(absolute);
        } catch (FileAlreadyExistsException e) {
            throw new OutputDirectoryException(absolute, e.getFile() + " is no directory", e);
        } catch (AccessDeniedException e) {
            throw new OutputDirectoryException(absolute, "permission denied", e);
        } catch (IOException e) {
            throw new OutputDirectoryException(absolute, String.valueOf(e.getMessage()), e);
        }
    }

    public Path path() {
        return path;
    }

    public Path junitXml() {
        return path.resolve("junit.xml");
    }

    public Path events() {
        return path.resolve("events.jsonl");
    }

    /** The page for a person. */
    public Path page() {
        return path.resolve("report.html");
    }

    public Path screenshot(String file) {
        return path.resolve(file);
    }

    public Path consoleLog(String machine) {
        return path.resolve("console-" + machine + ".log");
    }
}
