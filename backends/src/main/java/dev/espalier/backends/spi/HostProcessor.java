package dev.espalier.backends.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor of this host, which guests have too unless theirs is emulated. */
public final class HostProcessor {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private HostProcessor() {}

    /** Its name, as the kernel says it. */
    public static String model() throws IOException {
        return Files.readAllLines(PROCESSORS)
                .stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }
}
