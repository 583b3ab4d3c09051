package dev.espalier.backends.spi;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The programs of this host. */
public final class HostPrograms {
    /** Where they are looked for: the caller's PATH, and the places where a system keeps its administrator's tools. */
    public static final String PATH = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin")
            + ":/usr/sbin:/sbin";

    private HostPrograms() {}

    /**
     * What is missing if {@code program} is not there.
     *
     * @param debianPackage what to install on Debian
     */
    public static Optional<Requirement> missing(String program, String debianPackage) {
        return Arrays.stream(PATH.split(File.pathSeparator))
                .map(Path::of)
                .map(directory -> directory.resolve(program))
                .anyMatch(Files::isExecutable)
                        ? Optional.empty()
                        : Optional.of(
                                new Requirement(program + " is not on the PATH", "apt-get install " + debianPackage));
    }

    /**
     * What is missing if a program that a person named is not one.
     *
     * @param what what it is for, such as {@code the start script of web}
     */
    public static Optional<Requirement> unusable(String what, Path program) {
        var subject = what + ", " + program + ", ";
        if (!Files.exists(program)) {
            return Optional.of(new Requirement(subject + "does not exist", "build it, or correct its path"));
        }
        if (!Files.isRegularFile(program)) {
            return Optional.of(new Requirement(subject + "is no file", "correct its path"));
        }
        return Files.isExecutable(program)
                ? Optional.empty()
                : Optional.of(new Requirement(subject + "cannot be executed", "chmod +x " + program));
    }
}
