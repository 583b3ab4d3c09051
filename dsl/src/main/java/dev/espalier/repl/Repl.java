package dev.espalier.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.espalier.run.Stage;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * The JDK's shell with a cluster in it: lines of Java are read from standard input and run, until that ends or {@code /exit} is
 * said. At a terminal it edits, completes and remembers, and Ctrl-C ends the line that runs, not the session.
 */
public final class Repl {
    private final Session session;
    private final History history;

    public Repl(Stage stage) {
        this.session = new Session(stage);
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
            return reading("--execution", SessionExecution.NAME, "--class-path",
                    System.getProperty("java.class.path"), "--feedback", "concise", "--startup",
                    vocabulary.toString());
        } finally {
            Files.deleteIfExists(vocabulary);
        }
    }

    private int reading(String... arguments) throws IOException, InterruptedException {
        var status = new CompletableFuture<Integer>();
        Thread.ofPlatform().daemon().name("repl").start(() -> {
            try {
                status.complete(session.running(() -> shell(arguments)));
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

    private int shell(String... arguments) throws Exception {
        var lines = history.read();
        try {
            return JavaShellToolBuilder.builder().persistence(lines).start(arguments);
        } finally {
            history.write(lines);
        }
    }
}
