package dev.espalier.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.espalier.engine.Asks;
import dev.espalier.runtime.console.ConsoleLog;

/** Somebody who types on a console and reads what it says meanwhile. */
record ConsoleDialogue(ConsoleLog log, CompletionStage<Void> life, Consumer<String> keyboard) {

    /** Until nothing more is typed, or the machine is down. */
    void hold(InputStream typed, OutputStream said) {
        var over = new CompletableFuture<Void>();
        var from = log.end();
        var telling = CompletableFuture.runAsync(() -> tell(from, said, over),
                Thread.ofVirtual().name("console dialogue")::start);
        try {
            TypedLines.of(typed).each(CompletableFuture.anyOf(life.toCompletableFuture(), telling), keyboard);
        } finally {
            over.complete(null);
            var unused = Asks.await(telling);
        }
    }

    private void tell(long from, OutputStream said, CompletableFuture<Void> over) {
        var place = from;
        while (true) {
            var isOver = over.isDone();
            for (var lines = log.read(place); !lines.isEmpty(); lines = log.read(place)) {
                lines.forEach(line -> write(line.text(), said));
                place = lines.getLast().next();
            }
            if (isOver) {
                return;
            }
            var unused = Asks.await(CompletableFuture.anyOf(log.growth(place).toCompletableFuture(), over));
        }
    }

    private static void write(String line, OutputStream said) {
        try {
            said.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            said.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("what the console says cannot be told", e);
        }
    }
}
