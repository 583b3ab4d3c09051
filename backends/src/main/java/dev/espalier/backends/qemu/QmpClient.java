package dev.espalier.backends.qemu;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.QmpError;
import dev.espalier.backends.spi.QmpEvent;
import dev.espalier.runtime.io.Wire;

/**
 * Who is asked of one QEMU what, and has no answer yet. It outlives the {@link QmpChannel} that brings the answers: what is
 * asked while there is no connection is sent when there is one. What was sent over a connection that ended fails, for
 * nobody knows whether QEMU has done it.
 */
final class QmpClient implements Qmp {
    private record Request(long id, String command, JsonNode arguments, CompletableFuture<JsonNode> reply) {
        byte[] line() {
            return QmpMessage.request(id, command, arguments).getBytes(StandardCharsets.UTF_8);
        }
    }

    private final QmpEvents events = new QmpEvents();
    private final Map<Long, Request> unsent = new LinkedHashMap<>();
    private final Map<Long, Request> sent = new LinkedHashMap<>();
    private Optional<Wire> connection = Optional.empty();
    private long lastId = QmpMessage.NEGOTIATION;

    @Override
    public CompletionStage<JsonNode> execute(String command, JsonNode arguments) {
        var reply = new CompletableFuture<JsonNode>();
        ask(command, arguments, reply);
        return reply;
    }

    private synchronized void ask(String command, JsonNode arguments, CompletableFuture<JsonNode> reply) {
        lastId++;
        var request = new Request(lastId, command, arguments, reply);
        connection.ifPresentOrElse(wire -> send(wire, request), () -> unsent.put(request.id(), request));
    }

    private void send(Wire wire, Request request) {
        sent.put(request.id(), request);
        wire.send(request.line());
    }

    @Override
    public CompletionStage<Optional<QmpEvent>> event(Predicate<QmpEvent> wanted, Duration patience) {
        return events.next(wanted, patience);
    }

    /** QEMU takes commands from now on. */
    synchronized void connected(Wire wire) {
        connection = Optional.of(wire);
        unsent.values().forEach(request -> send(wire, request));
        unsent.clear();
    }

    /** The connection, if there was one, is no more. */
    void disconnected(String why) {
        dropped().forEach(
                request -> request.reply().completeExceptionally(new ChannelLost(request.command() + ": " + why)));
    }

    private synchronized List<Request> dropped() {
        connection = Optional.empty();
        var dropped = new ArrayList<>(sent.values());
        sent.clear();
        return dropped;
    }

    void heard(QmpEvent event) {
        events.heard(event);
    }

    /** Whatever is no answer to an open request, such as an answer that comes twice, is nobody's business. */
    void returned(long id, JsonNode value) {
        answered(id).ifPresent(request -> request.reply().complete(value));
    }

    /** As {@link #returned}. */
    void refused(long id, String errorClass, String description) {
        answered(id).ifPresent(request -> request.reply()
                .completeExceptionally(new QmpError(request.command(), errorClass, description)));
    }

    private synchronized Optional<Request> answered(long id) {
        return Optional.ofNullable(sent.remove(id));
    }
}
