package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A request on its way to a supervisor, and how Erlang writes the reply to it. */
record Question<R>(CompletableFuture<R> reply, Function<R, String> term) {

    String answer(Duration patience) {
        return term.apply(reply.orTimeout(patience.toSeconds(), TimeUnit.SECONDS).join());
    }

    String answerIfAny() {
        return reply.isDone() ? term.apply(reply.join()) : "noproc";
    }
}
