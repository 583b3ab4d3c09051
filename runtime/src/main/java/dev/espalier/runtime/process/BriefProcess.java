package dev.espalier.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A program that is run to its end, by a thread that may wait for it. */
public final class BriefProcess {

    private BriefProcess() {}

    /**
     * Runs a program that reads {@code input}, and is over soon.
     *
     * @return what it said, on both outputs
     * @throws IOException          with what it said, if it does not succeed
     * @throws InterruptedException if this thread is interrupted; the program is killed then
     */
    public static String run(List<String> command, String input) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            var said = talk(process, input);
            if (process.waitFor() != 0) {
                throw new IOException(said.isBlank() ? command.getLast() + " fails" : said.strip());
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** On other threads, as nothing interrupts one that reads a pipe; and a program may stop reading until it is read. */
    private static String talk(Process process, String input) throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().name("talks to process " + process.pid()).start(() -> tell(process, input));
        var said = new FutureTask<>(
                () -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        Thread.ofPlatform().daemon().name("hears process " + process.pid()).start(said);
        try {
            return said.get();
        } catch (ExecutionException e) {
            throw new IOException("a program cannot be heard", e.getCause());
        }
    }

    private static void tell(Process process, String input) {
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        } catch (IOException e) {
            // it has ended before it read all, and says why
        }
    }
}
