package dev.espalier.backends.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Starts programs in a guest as processes of this host, by a program of this host that enters the guest. */
public final class ProcessLauncher implements CommandLauncher {
    /** To start one takes longer than a short command does. */
    private static final int AHEAD = 2;

    private final UnaryOperator<List<String>> entering;
    private final Path directory;
    private final Map<String, String> environment;

    /**
     * @param entering    the program of this host that runs a program in the guest
     * @param directory   where on this host that program runs
     * @param environment the whole environment of both
     */
    public ProcessLauncher(UnaryOperator<List<String>> entering, Path directory, Map<String, String> environment) {
        this.entering = entering;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public LaunchedCommand launch(List<String> command) throws IOException {
        var builder = new ProcessBuilder(entering.apply(command)).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Launched(builder.start());
    }

    @Override
    public int ahead() {
        return AHEAD;
    }

    private record Launched(Process process) implements LaunchedCommand {
        @Override
        public OutputStream stdin() {
            return process.getOutputStream();
        }

        @Override
        public InputStream stdout() {
            return process.getInputStream();
        }

        @Override
        public InputStream stderr() {
            return process.getErrorStream();
        }

        @Override
        public CompletionStage<?> ended() {
            return process.onExit();
        }

        /** A pipe's reader is woken by the end of its writers alone. */
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
