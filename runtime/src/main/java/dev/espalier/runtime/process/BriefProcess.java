package dev.espalier.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            } catch (IOException e) {
                // it has ended before it read all, and says why
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(said.isBlank() ? command.getLast() + " fails" : said.strip());
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
