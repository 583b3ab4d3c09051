package dev.espalier.backends.microvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.process.BriefProcess;

/** The program of a monitor that a machine is to be run by. */
public record MonitorProgram(Path path) {

    /**
     * The one that is named, or that is on the PATH; empty if there is none.
     *
     * @param name what such programs are called
     */
    public static Optional<MonitorProgram> find(Optional<Path> named, String name) {
        return named.or(() -> onThePath(name))
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .map(MonitorProgram::new);
    }

    private static Optional<Path> onThePath(String name) {
        return Arrays.stream(HostPrograms.PATH.split(File.pathSeparator))
                .map(Path::of)
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * What is missing where there is none.
     *
     * @param project who makes it
     * @param option  by which a machine names one
     */
    public static Requirement missing(Optional<Path> named, String name, String project, String option) {
        return new Requirement(named.map(path -> path + " is no program").orElse(name + " is not on the PATH"),
                "take a release of the " + project
                        + " project, for Debian has no package of it, and name its program by"
                        + " \"" + option + "\", or put it on the PATH as " + name);
    }

    /** What is missing where one is something else. */
    public Requirement missing(String monitor) {
        return new Requirement(path + " does not say that it is " + monitor, "try " + path + " --version");
    }

    /** What it says of its version; empty if it cannot be asked. */
    public Optional<String> version() {
        try {
            return Optional.of(BriefProcess.run(List.of(path.toString(), "--version"), ""));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The line in which it says its version. */
    public String says() {
        return version().flatMap(said -> said.lines().findFirst()).orElse("unknown");
    }
}
