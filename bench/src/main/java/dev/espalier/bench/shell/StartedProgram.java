package dev.espalier.bench.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program of this host's that gives a guest one command, and is started anew for each. */
record StartedProgram(List<String> program) implements Taker {

    @Override
    public void succeed() throws IOException {
        var process = new ProcessBuilder(program).redirectErrorStream(true).start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(program.getFirst() + ": "
                        + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
