package dev.espalier.bench.supervision;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Real Erlang's, in one process of its own, which ends with its standard input and thus with this JVM. */
final class Erlang implements Contender {

    private static final String SCRIPT = "supervision_bench.erl";

    private final Path script;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final String version;

    private Erlang(Path escript) throws IOException {
        script = Files.createTempFile("espalier-", SCRIPT);
        try (InputStream source = Objects.requireNonNull(Erlang.class.getResourceAsStream(SCRIPT))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        process = new ProcessBuilder(escript.toString(), script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter();
        answers = process.inputReader();
        version = nextAnswer();
    }

    /** Starts Erlang, if this host has it. */
    static Optional<Erlang> start() {
        return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "escript"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(escript -> {
                    try {
                        return new Erlang(escript);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
    }

    @Override
    public String name() {
        return "Erlang";
    }

    @Override
    public String version() {
        return "OTP " + version;
    }

    @Override
    public Restarts restarts(int count) {
        List<Long> numbers = ask("restarts", count);
        return new Restarts(numbers.getFirst(), numbers.subList(1, numbers.size()));
    }

    @Override
    public Crowd crowd(int children) {
        List<Long> numbers = ask("crowd", children);
        return new Crowd(children, numbers.get(0), numbers.get(1), numbers.get(2));
    }

    private List<Long> ask(String work, int size) {
        try {
            questions.write(work + " " + size + "\n");
            questions.flush();
            return Arrays.stream(nextAnswer().split(" ")).map(Long::valueOf).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String nextAnswer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Erlang has ended in the middle of its work");
        }
        return line;
    }

    @Override
    public void close() {
        try {
            questions.close();
            process.onExit().join();
            Files.delete(script);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
