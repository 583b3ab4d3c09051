package dev.espalier.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;

/** A rival's test, run once in a namespace that ends all it leaves. */
public record RivalRun(Rival rival, Workload workload) {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int LAST_LINES = 20;

    /**
     * @param directory   for all its files; whoever made it removes it
     * @param startScript of the machine
     * @throws IOException if it fails, with what it said last, or takes longer than five minutes
     */
    public RivalFigures in(Path directory, Path startScript) throws IOException, InterruptedException {
        var said = directory.resolve("said.log");
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            var driver = new ProcessBuilder(keeper.entering(rival.prepare(directory, startScript, workload)))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            driver.getOutputStream().close();
            if (!driver.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || driver.exitValue() != 0) {
                throw new IOException(rival.contender().title() + " failed and said last: " + last(said));
            }
        }
        return RivalFigures.read(workload.figures(), workload.bytes());
    }

    private static String last(Path said) throws IOException {
        var lines = Files.readAllLines(said);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
