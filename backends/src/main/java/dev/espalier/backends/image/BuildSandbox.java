package dev.espalier.backends.image;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.process.ExitStatus;

/** Where the commands of a build run. When it is closed, or this JVM ends, they end and their mounts are gone. */
final class BuildSandbox implements AutoCloseable {
    private static final int LAST_LINES = 20;

    private final Keeper keeper;
    private final Path temporary;
    private final Path output;
    private final Path errors;

    private BuildSandbox(Keeper keeper, Path scratch) {
        this.keeper = keeper;
        this.temporary = scratch.resolve("tmp");
        this.output = scratch.resolve("output");
        this.errors = scratch.resolve("errors");
    }

    /**
     * @param scratch an existing directory for what the commands write, their temporary files among it
     * @throws dev.espalier.runtime.namespace.NamespaceException if this host does not let this user make one
     */
    static BuildSandbox open(Isolation isolation, Path scratch) {
        return new BuildSandbox(Keeper.start(isolation), scratch);
    }

    /**
     * Runs a command to its end, with nothing to read.
     *
     * @return what it wrote to its standard output
     * @throws ImageBuildFailed.CommandFailed if it does not succeed
     * @throws InterruptedException           if this thread is interrupted; the command ends when the sandbox is closed
     */
    String run(String... command) throws InterruptedException {
        return run(List.of(command));
    }

    /** As {@link #run(String...)}. */
    String run(List<String> command) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(keeper.entering(command)).redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment()
                    .put("PATH", HostPrograms.PATH);
            builder.environment().put("TMPDIR", Files.createDirectories(temporary).toString());
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            var status = ExitStatus.ofExitValue(builder.start().waitFor());
            if (!status.success()) {
                throw new ImageBuildFailed.CommandFailed(command, status, lastLines());
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new ImageBuildFailed.FileTrouble(e);
        }
    }

    /** Runs a command as {@link #run(String...)} does, in a directory. */
    String runIn(Path directory, List<String> command) throws InterruptedException {
        var all = new ArrayList<>(List.of("env", "--chdir=" + directory));
        all.addAll(command);
        return run(all);
    }

    private List<String> lastLines() throws IOException {
        var lines = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    /** Ends all that runs inside and waits until it has ended. */
    @Override
    public void close() {
        keeper.close();
    }
}
