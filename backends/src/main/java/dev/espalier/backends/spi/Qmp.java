package dev.espalier.backends.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/** QEMU's monitor for programs, the QEMU Machine Protocol. */
public interface Qmp extends Capability {

    /**
     * Gives a command. Several may be given at once.
     *
     * @param arguments an object
     * @return what it returns; fails with {@link QmpError} if QEMU refuses it
     */
    CompletionStage<JsonNode> execute(String command, JsonNode arguments);

    /**
     * Takes the first event that is {@code wanted}: one of the last thousand that came in this life of the machine and were
     * not taken yet, or else the next to come.
     *
     * @param wanted returns soon; what it throws is what the answer fails with
     * @return nothing if none has come when {@code patience} is over
     */
    CompletionStage<Optional<QmpEvent>> event(Predicate<QmpEvent> wanted, Duration patience);
}
