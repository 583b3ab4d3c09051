package dev.espalier.runtime.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process and whatever it started. A command that was started through nsenter(1) or unshare(1) is a child of that
 * helper, so signals go to the descendants; the helper then ends with its child's status.
 */
final class RunningProcess {
    private static final Duration LAST_OUTPUT = Duration.ofMillis(500);
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(20);
    private static final int KILLS_BEFORE_THE_HELPER = 100;

    private final Process process;
    private final Thread errors;

    private RunningProcess(Process process, Thread errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts the program; blocks for the few milliseconds that takes. */
    static RunningProcess start(ProcessSpec spec, Stdio stdio) throws IOException {
        var builder = new ProcessBuilder(spec.command()).directory(spec.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        builder.redirectErrorStream(stdio instanceof Stdio.Logged);
        var process = builder.start();
        return switch (stdio) {
            case Stdio.Logged(var lines) -> {
                process.getOutputStream().close();
                yield new RunningProcess(process, reading(process.getInputStream(), lines));
            }
            case Stdio.Connected(var connections, var lines) -> {
                connections.offer(process);
                yield new RunningProcess(process, reading(process.getErrorStream(), lines));
            }
        };
    }

    private static Thread reading(InputStream stream, Consumer<String> lines) {
        var decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return Thread.ofVirtual().name("process output").start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, decoder))) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.accept(line);
                }
            } catch (IOException e) {
                lines.accept("(output lost: " + e.getMessage() + ")");
            }
        });
    }

    long pid() {
        return process.pid();
    }

    /** Blocks until the process has ended and what it said before has been read. */
    ExitStatus await() throws InterruptedException {
        var status = ExitStatus.ofExitValue(process.waitFor());
        errors.join(LAST_OUTPUT);
        return status;
    }

    /** Asks the program to end. */
    void terminate() {
        if (process.descendants().peek(ProcessHandle::destroy).count() == 0) {
            process.destroy();
        }
    }

    /**
     * Kills the program and all it started. Returns at once; the work is done by a thread of its own, because a helper
     * may not have started its child yet, and would leave it behind if it were killed first.
     */
    void kill() {
        Thread.ofVirtual().name("kill " + process.pid()).start(() -> {
            try {
                for (int tries = 0; tries < KILLS_BEFORE_THE_HELPER; tries++) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    if (process.waitFor(BETWEEN_KILLS.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        });
    }
}
