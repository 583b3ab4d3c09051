package dev.espalier.bench.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A running container that is entered from outside for each command, by nsenter and with nothing around it. */
record EnteredContainer(ProcessHandle firstProcess) implements Taker {

    /** The only container that runs below this JVM. */
    static EnteredContainer running() {
        var nspawn = ProcessHandle.current().descendants().filter(EnteredContainer::isNspawn).toList();
        return new EnteredContainer(nspawn.stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> !isNspawn(child))
                .findFirst()
                .orElseThrow());
    }

    private static boolean isNspawn(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("systemd-nspawn");
    }

    @Override
    public void succeed() throws IOException {
        var process = new ProcessBuilder(
                List.of("nsenter", "--target", Long.toString(firstProcess.pid()), "--all", "--",
                        "bash", "-c", "true"))
                .redirectErrorStream(true)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(
                        "nsenter: " + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
