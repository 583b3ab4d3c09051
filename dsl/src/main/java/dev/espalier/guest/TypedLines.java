package dev.espalier.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.espalier.engine.Asks;

/** What somebody types, line by line. */
record TypedLines(BufferedReader lines) {

    static TypedLines of(InputStream typed) {
        return new TypedLines(new BufferedReader(new InputStreamReader(typed, StandardCharsets.UTF_8)));
    }

    /**
     * Passes on each line, with its end, until there are no more or {@code end} has come, in whatever way. Who reads then
     * cannot be called back: what is typed next is lost.
     */
    void each(CompletionStage<?> end, Consumer<String> line) {
        var ended = end.<Void>handle((result, failure) -> null).toCompletableFuture();
        while (true) {
            var next = CompletableFuture.supplyAsync(this::read, Thread.ofVirtual().name("typed lines")::start);
            var unused = Asks.await(CompletableFuture.anyOf(next, ended));
            if (ended.isDone()) {
                return;
            }
            var text = Asks.await(next);
            if (text.isEmpty()) {
                return;
            }
            line.accept(text.get() + "\n");
        }
    }

    private Optional<String> read() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("what is typed cannot be read", e);
        }
    }
}
