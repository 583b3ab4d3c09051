package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.process.BriefProcess;

/** The memory of a guest of a program that stands in for a monitor: what it has in {@code /run}. */
public final class StrictMemory {
    private static final String PLACE = "/run";

    private StrictMemory() {}

    public static void write(Path file) throws IOException {
        run("tar", "-C", PLACE, "-cf", file.toString(), ".");
    }

    public static void read(Path file) throws IOException {
        run("tar", "-C", PLACE, "-xf", file.toString());
    }

    private static void run(String... command) throws IOException {
        try {
            var unused = BriefProcess.run(List.of(command), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
