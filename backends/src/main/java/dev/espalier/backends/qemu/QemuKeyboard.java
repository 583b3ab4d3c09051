package dev.espalier.backends.qemu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.Chord;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.runtime.concurrent.Turns;

/**
 * Types by {@code input-send-event}, one call a chord, each when the guest has taken all of the one before: QEMU's own queue,
 * behind {@code send-key}, drops what is too much for it and says nothing, and so does a keyboard's, which has room for two
 * chords, when a busy guest does not look, and QEMU itself as long as the guest stands still.
 */
final class QemuKeyboard implements Keyboard {
    private static final long PAUSE_MILLIS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Executor AFTER_A_PAUSE = CompletableFuture.delayedExecutor(PAUSE_MILLIS,
            TimeUnit.MILLISECONDS);

    private final Qmp qmp;
    private final QemuProcessors processors;
    private final KeyboardController controller;
    private final Turns turns = new Turns();

    QemuKeyboard(Qmp qmp, QemuProcessors processors, KeyboardController controller) {
        this.qmp = qmp;
        this.processors = processors;
        this.controller = controller;
    }

    @Override
    public CompletionStage<Void> press(List<Chord> chords) {
        return turns.next(() -> {
            var pressed = new CompletableFuture<Void>();
            press(List.copyOf(chords).iterator(), System.nanoTime(), pressed);
            return pressed;
        });
    }

    /** @param since when the last was pressed, by {@link System#nanoTime} */
    private void press(Iterator<Chord> chords, long since, CompletableFuture<Void> pressed) {
        if (!chords.hasNext()) {
            pressed.complete(null);
            return;
        }
        var sent = processors.undisturbed(() -> isHeard()
                .thenCompose(heard -> heard
                        ? qmp.execute("input-send-event", events(chords.next())).thenApply(done -> true)
                        : CompletableFuture.completedStage(false)));
        var unused = sent.whenCompleteAsync((done, failure) -> {
            if (failure != null) {
                pressed.completeExceptionally(failure);
            } else if (done) {
                press(chords, System.nanoTime(), pressed);
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                pressed.completeExceptionally(new ChannelLost("the guest has taken no key for "
                        + PATIENCE.toSeconds() + " s, and the rest was not pressed"));
            } else {
                press(chords, since, pressed);
            }
        }, AFTER_A_PAUSE);
    }

    /** A machine that stands still does not hear its keyboard at all. */
    private CompletionStage<Boolean> isHeard() {
        return processors.areRunning().thenCombine(controller.isEmpty(), Boolean::logicalAnd);
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
