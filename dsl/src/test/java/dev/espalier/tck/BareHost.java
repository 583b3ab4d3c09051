package dev.espalier.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.Backends;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Requirement;

/** A host on which nothing is installed, for as long as a JVM looks at it whose PATH leads nowhere. */
final class BareHost {
    private static final String SEPARATOR = "\t";

    private BareHost() {}

    /** What a backend says that it lacks there. */
    static List<Requirement> missing(String backend) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), BareHost.class.getName(), backend)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PATH", "/nowhere");
        var process = builder.start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            var missing = lines.lines()
                    .map(line -> line.split(SEPARATOR, 2))
                    .map(words -> new Requirement(words[0], words[1]))
                    .toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(backend + " could not say what is missing");
            }
            return missing;
        }
    }

    public static void main(String[] arguments) {
        var backend = Backends.installed().get(arguments[0]);
        var machine = Specs.of(NodeSpec.of("one", new ImageSpec.Tiny()));
        for (var requirement : backend.missing(List.of(machine))) {
            System.out.println(requirement.what() + SEPARATOR + requirement.remedy());
        }
    }
}
