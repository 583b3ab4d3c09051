package dev.espalier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.report.Fact;

/** What a report says of the host that a test runs on. */
final class HostFacts {
    private static final int KIB_PER_MIB = 1024;

    private HostFacts() {}

    static List<Fact> now() {
        var kernel = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        return List.of(
                new Fact("system", value(Path.of("/etc/os-release"), "PRETTY_NAME=").map(name -> name.replace("\"", ""))
                        .orElse("unknown")),
                new Fact("kernel", kernel),
                new Fact("processors", Runtime.getRuntime().availableProcessors()
                        + value(Path.of("/proc/cpuinfo"), "model name").map(model -> " of " + model).orElse("")),
                new Fact("memory", value(Path.of("/proc/meminfo"), "MemTotal").map(HostFacts::mebibytes)
                        .orElse("unknown")),
                new Fact("user", System.getProperty("user.name")),
                new Fact("Java", System.getProperty("java.vm.name") + " " + Runtime.version()),
                new Fact("Espalier", EspalierVersion.CURRENT));
    }

    private static String mebibytes(String kibibytes) {
        return Long.parseLong(kibibytes.split(" ", 2)[0]) / KIB_PER_MIB + " MiB";
    }

    /** What stands behind the first such name, and what separates them. */
    private static Optional<String> value(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(name.length()).replaceFirst("^\\s*:", "").strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
