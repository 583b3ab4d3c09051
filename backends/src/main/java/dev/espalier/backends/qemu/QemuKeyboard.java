package dev.espalier.backends.qemu;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.Chord;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.Qmp;

/**
 * Types by {@code input-send-event}, one call a chord, and a pause after each reply: QEMU's own queue, behind
 * {@code send-key}, drops what is too much for it and says nothing, and so does a keyboard's small buffer when a busy
 * guest does not look.
 */
final class QemuKeyboard implements Keyboard {
    private static final long PAUSE_MILLIS = 10;
    private static final Executor AFTER_A_PAUSE = CompletableFuture.delayedExecutor(PAUSE_MILLIS,
            TimeUnit.MILLISECONDS);

    private final Qmp qmp;
    private final QemuProcessors processors;
    private final Turns turns = new Turns();

    /** @param processors which take no keys while they stand still */
    QemuKeyboard(Qmp qmp, QemuProcessors processors) {
        this.qmp = qmp;
        this.processors = processors;
    }

    @Override
    public CompletionStage<Void> press(List<Chord> chords) {
        return turns.next(() -> {
            var pressed = new CompletableFuture<Void>();
            press(List.copyOf(chords).iterator(), pressed);
            return pressed;
        });
    }

    private void press(Iterator<Chord> chords, CompletableFuture<Void> pressed) {
        if (!chords.hasNext()) {
            pressed.complete(null);
            return;
        }
        var keys = events(chords.next());
        var sent = processors.undisturbed(() -> qmp.execute("input-send-event", keys));
        var unused = sent.whenCompleteAsync((done, failure) -> {
            if (failure == null) {
                press(chords, pressed);
            } else {
                pressed.completeExceptionally(failure);
            }
        }, AFTER_A_PAUSE);
    }

    private static JsonNode events(Chord chord) {
        var all = new ArrayList<JsonNode>();
        chord.keys().forEach(key -> all.add(event(key, true)));
        chord.keys().reversed().forEach(key -> all.add(event(key, false)));
        var arguments = QmpMessage.JSON.createObjectNode();
        arguments.putArray("events").addAll(all);
        return arguments;
    }

    private static ObjectNode event(String key, boolean down) {
        var event = QmpMessage.JSON.createObjectNode().put("type", "key");
        event.putObject("data").put("down", down).set("key", key(key));
        return event;
    }

    private static ObjectNode key(String name) {
        var key = QmpMessage.JSON.createObjectNode();
        return name.matches("0x[0-9A-Fa-f]{1,4}")
                ? key.put("type", "number").put("data", Integer.decode(name))
                : key.put("type", "qcode").put("data", name);
    }
}
