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
}
