package dev.espalier.runtime.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A process and whatever it started. A command that was started through nsenter(1) or unshare(1) is a child of that
 * helper, so signals go to the descendants; the helper then ends with its child's status.
 */
final class RunningProcess {
    private static final Set<String> HELPERS = Set.of("nsenter", "unshare");
    private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(20);
    private static final int SIGNALS_BEFORE_THE_HELPER = 100;

    private final Process process;
    /** For signals: those that {@link Process} sends close its streams, and what it then says is lost. */
    private final ProcessHandle self;
    private final OutputLines output;
    private final boolean behindHelper;

    private RunningProcess(Process process, OutputLines output, boolean behindHelper) {
        this.process = process;
        this.self = process.toHandle();
        this.output = output;
        this.behindHelper = behindHelper;
    }

    /** Starts the program; blocks for the few milliseconds that takes. */
    static RunningProcess start(ProcessSpec spec, Stdio stdio) throws IOException {
        var builder = new ProcessBuilder(spec.command()).directory(spec.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        builder.redirectErrorStream(stdio instanceof Stdio.Logged);
        var process = builder.start();
        var running = new RunningProcess(process, new OutputLines(stdio.errors()), isHelper(spec.command().getFirst()));
        switch (stdio) {
            case Stdio.Logged logged -> {
                process.getOutputStream().close();
                running.output.read(process.getInputStream(), running::kill);
            }
            case Stdio.Connected connected -> {
                connected.connections().offer(process);
                running.output.read(process.getErrorStream(), running::kill);
            }
        }
        return running;
    }

    private static boolean isHelper(String program) {
        return HELPERS.contains(program.substring(program.lastIndexOf('/') + 1));
    }

    private static boolean isHelper(ProcessHandle process) {
        return process.info().command().filter(RunningProcess::isHelper).isPresent();
    }

    long pid() {
        return process.pid();
    }

    /** Blocks until the process has ended. */
    ExitStatus awaitExit() throws InterruptedException {
        return ExitStatus.ofExitValue(process.waitFor());
    }

    /** Blocks, once it has ended, until what it said before has been read. */
    void awaitOutput() throws InterruptedException {
        output.await();
    }

    /** Why what it says could not be handed on any more, if so; it is killed then. */
    Optional<RuntimeException> outputFailure() {
        return output.failure();
    }

    /** Asks the program to end. Returns at once. */
    void terminate() {
        if (behindHelper) {
            signalPrograms(ProcessHandle::destroy, programs -> !programs.isEmpty(), self::destroy);
        } else {
            self.destroy();
        }
    }

    /** Kills the program and all it started. Returns at once. */
    void kill() {
        if (behindHelper) {
            signalPrograms(ProcessHandle::destroyForcibly, programs -> false, this::killAll);
        } else {
            killAll();
        }
    }

    private void killAll() {
        var descendants = process.descendants().toList();
        self.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Signals them until that is enough or the helper has ended, as helpers do when their child has. A helper that is signalled
     * while it starts its child would leave it behind: that is only done when there is still no end after a long time.
     */
    private void signalPrograms(Consumer<ProcessHandle> signal, Predicate<List<ProcessHandle>> enough,
            Runnable lastResort) {
        Thread.ofVirtual().name("signals for " + process.pid()).start(() -> {
            try {
                for (int tries = 0; tries < SIGNALS_BEFORE_THE_HELPER; tries++) {
                    var programs = process.descendants().filter(descendant -> !isHelper(descendant)).toList();
                    programs.forEach(signal);
                    if (enough.test(programs)
                            || process.waitFor(BETWEEN_SIGNALS.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lastResort.run();
        });
    }
}
