package dev.espalier.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.espalier.run.Stage;
import dev.espalier.terminal.ProcessTerminal;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * The JDK's shell with a cluster in it: lines of Java are read from standard input and run, until that ends or {@code /exit} is
 * said. At a terminal it edits, completes and remembers, and Ctrl-C ends the line that runs, not the session.
 */
public final class Repl {
    private final Session session;
    private final Optional<ProcessTerminal> terminal;
    private final History history;

    /** @param terminal where it is typed, if standard input is one */
    public Repl(Stage stage, Optional<ProcessTerminal> terminal) {
        this.session = new Session(stage);
        this.terminal = terminal;
        this.history = History.ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Reads and runs until the session ends.
     *
     * @return what {@code /exit} was given, else 0
     * @throws InterruptedException if this thread is interrupted; the session then ends with this JVM at the latest
     */
    public int run() throws IOException, InterruptedException {
        var vocabulary = Files.createTempFile("espalier-repl-", ".jshell");
        try {
            Files.writeString(vocabulary, Vocabulary.of(session.stage().machines().keySet()));
            return reading(vocabulary);
        } finally {
            Files.deleteIfExists(vocabulary);
        }
    }

    private int reading(Path vocabulary) throws IOException, InterruptedException {
        if (terminal.isEmpty()) {
            return reading(JavaShellToolBuilder.builder(), vocabulary);
        }
        System.out.print(Greeting.of(session.stage().machines().keySet()));
        System.out.flush();
        try (var prompt = terminal.get().prompt()) {
            return reading(at(prompt), vocabulary);
        }
    }

    /** The JDK's shell would read the terminal itself, and leave nothing for anybody else. */
    private static JavaShellToolBuilder at(ProcessTerminal.Prompt prompt) {
        var builder = JavaShellToolBuilder.builder().in(prompt.typed(), null).interactiveTerminal(true);
        try {
            var unused = JavaShellToolBuilder.class.getMethod("windowSize", int.class, int.class)
                    .invoke(builder, prompt.size().columns(), prompt.size().rows());
        } catch (ReflectiveOperationException older) {
            // a JDK before 24, whose shell takes every terminal for one of 80 columns
        }
        return builder;
    }

    private int reading(JavaShellToolBuilder shell, Path vocabulary) throws IOException, InterruptedException {
        return reading(shell, "--execution", SessionExecution.NAME, "--class-path",
                System.getProperty("java.class.path"), "--feedback", "concise", "--startup",
                vocabulary.toString());
    }

    private int reading(JavaShellToolBuilder shell, String... arguments) throws IOException, InterruptedException {
        var status = new CompletableFuture<Integer>();
        Thread.ofPlatform().daemon().name("repl").start(() -> {
            try {
                status.complete(session.running(() -> run(shell, arguments)));
            } catch (Throwable e) {
                status.completeExceptionally(e);
            }
        });
        try {
            return status.get();
        } catch (ExecutionException e) {
            throw new IOException("the JDK's shell failed: " + e.getCause(), e);
        }
    }

    private int run(JavaShellToolBuilder shell, String... arguments) throws Exception {
        var lines = history.read();
        try {
            return shell.persistence(lines).start(arguments);
        } finally {
            history.write(lines);
        }
    }
}
