package dev.espalier.runtime.supervision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running Erlang that plays scenarios to real supervisors. */
final class LiveErlang implements AutoCloseable {

    private static final Path SOURCES = Path.of("src", "test", "erlang");
    private static final String END = ".";

    /** Where Debian has Elixir, whose dynamic supervisor is the judge of ours. */
    private static final Path ELIXIR = Path.of("/usr/lib/elixir/lib/elixir/ebin");

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private LiveErlang(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param directory for compiled modules */
    static LiveErlang start(Path directory) throws IOException, InterruptedException {
        List<String> compile = new ArrayList<>(List.of("erlc", "-Werror", "-o", directory.toString()));
        try (Stream<Path> sources = Files.list(SOURCES)) {
            sources.map(Path::toString).filter(source -> source.endsWith(".erl")).forEach(compile::add);
        }
        int status = new ProcessBuilder(compile).inheritIO().start().waitFor();
        if (status != 0) {
            throw new AssertionError("erlc ended with " + status);
        }
        return new LiveErlang(
                new ProcessBuilder("erl", "-noshell", "-pa", directory.toString(), ELIXIR.toString(), "-s",
                        "otp_recorder", "serve", "-s", "init", "stop").redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    List<String> record(List<String> scenario) throws IOException {
        input.write(String.join("\n", scenario) + "\n" + END + "\n");
        input.flush();
        List<String> trace = new ArrayList<>();
        for (String line = output.readLine(); !END.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new AssertionError("Erlang ended while it played\n" + String.join("\n", scenario));
            }
            trace.add(line);
        }
        return trace;
    }

    @Override
    public void close() throws IOException {
        input.close();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
