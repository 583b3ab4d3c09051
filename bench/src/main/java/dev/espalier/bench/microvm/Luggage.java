package dev.espalier.bench.microvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.runtime.process.BriefProcess;

/**
 * All that the contracts need elsewhere, in a directory of links that is packed into one file.
 *
 * @param directory holds the links
 */
record Luggage(Path directory) {

    static Luggage in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("libraries"));
        Files.createDirectories(directory.resolve("cache/images"));
        Files.createDirectories(directory.resolve("monitors"));
        return new Luggage(directory);
    }

    Luggage jdk(Path jdk) throws IOException {
        Files.createSymbolicLink(directory.resolve("jdk"), jdk);
        return this;
    }

    Luggage libraries(List<Path> jars) throws IOException {
        for (var jar : jars) {
            Files.createSymbolicLink(directory.resolve("libraries").resolve(jar.getFileName()), jar.toAbsolutePath());
        }
        return this;
    }

    /** Under the name that its cache has given it. */
    Luggage image(GuestImage image) throws IOException {
        var home = image.kernel().toAbsolutePath().getParent();
        if (home == null || home.getFileName() == null) {
            throw new IOException("an image in no directory: " + image);
        }
        Files.createSymbolicLink(directory.resolve("cache/images").resolve(home.getFileName()), home);
        return this;
    }

    Luggage monitor(Monitor monitor) throws IOException {
        Files.createSymbolicLink(directory.resolve("monitors").resolve(monitor.fileName()),
                monitor.program().toAbsolutePath());
        return this;
    }

    /** Packs what the links lead to; holes in files stay holes, and what only developers want of a JDK stays here. */
    void pack(Path into) throws IOException, InterruptedException {
        var unused = BriefProcess.run(List.of("tar", "--directory", directory.toString(), "--dereference", "--sparse",
                "--exclude=./jdk/jmods", "--exclude=./jdk/lib/src.zip", "--create", "--file", into.toString(), "."),
                "");
    }
}
