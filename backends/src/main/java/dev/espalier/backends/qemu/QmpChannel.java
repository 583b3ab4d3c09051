package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.QmpEvent;
import dev.espalier.runtime.console.LineSplitter;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connections;
import dev.espalier.runtime.io.Peer;
import dev.espalier.runtime.io.Wire;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * QEMU's control channel: carries what a {@link QmpClient} asks, and hears what QEMU says of the guest's life. It listens
 * before QEMU is started, waits for the next connection when one ends, and fails on anything that is not QMP, to be started
 * anew. Asked to stop, it first hears QEMU, which is stopped before it, to the end.
 */
final class QmpChannel {
    /** What QEMU knows of itself, its longest answer, has some 200 KB. */
    private static final int LONGEST_LINE = 16 * 1024 * 1024;

    private sealed interface Message {}

    private record Heard(Peer.Event event) implements Message {}

    private enum Stop implements Message {
        INSTANCE
    }

    private final ActorContext<Message> context;
    private final Child self;
    private final Peer qemu;
    private final QmpClient client;
    private final Consumer<MachineEvent> events;

    private QmpChannel(ActorContext<Message> context, Child self, Peer qemu, QmpClient client,
            Consumer<MachineEvent> events) {
        this.context = context;
        this.self = self;
        this.qemu = qemu;
        this.client = client;
        this.events = events;
    }

    static ChildStart over(Connections connections, QmpClient client, Consumer<MachineEvent> events) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> {
            var actor = context.getSelf();
            Peer qemu;
            try {
                qemu = Peer.listen(connections, event -> actor.tell(new Heard(event)));
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            var channel = new QmpChannel(context, self, qemu, client, events);
            self.onKill("QMP", channel::hangUp);
            self.onShutdown(actor, Stop.INSTANCE);
            self.started();
            return channel.disconnected();
        });
    }

    private Behavior<Message> disconnected() {
        client.disconnected("QEMU hung up");
        return Closing.after(qemu, message -> switch (message) {
            case Heard(Peer.Connected(var wire)) -> connected(wire, new LineSplitter(LONGEST_LINE));
            case Heard(Peer.Unreachable(var why)) -> self.exit(ExitReason.crashed(why));
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Heard(Peer.Received unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Disconnected unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> connected(Wire wire, LineSplitter lines) {
        return Closing.after(this::hangUp, message -> switch (message) {
            case Heard(Peer.Received(var bytes)) -> understand(wire, lines.accept(bytes));
            case Heard(Peer.Disconnected gone) -> disconnected();
            case Stop.INSTANCE -> {
                qemu.closeToNewcomers();
                yield stopping(wire, lines);
            }
            case Heard(Peer.Connected unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Unreachable unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> stopping(Wire wire, LineSplitter lines) {
        return Closing.after(this::hangUp, message -> switch (message) {
            case Heard(Peer.Received(var bytes)) -> understand(wire, lines.accept(bytes));
            case Heard(Peer.Disconnected gone) -> self.exit(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
            case Heard(Peer.Connected unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Unreachable unexpected) -> Behaviors.unhandled();
        });
    }

    private void hangUp() {
        qemu.close();
        client.disconnected("its channel ended");
    }

    private Behavior<Message> understand(Wire wire, List<String> lines) {
        for (var line : lines) {
            switch (QmpMessage.parse(line)) {
                case QmpMessage.Greeting greeting -> negotiate(wire);
                case QmpMessage.Event(var event) -> {
                    report(event);
                    client.heard(event);
                }
                case QmpMessage.Return(var id, var ready) when id == QmpMessage.NEGOTIATION -> client.connected(wire);
                case QmpMessage.Return(var id, var value) -> client.returned(id, value);
                case QmpMessage.Failure failure when failure.id() == QmpMessage.NEGOTIATION -> {
                    return self.exit(ExitReason.failed(failure));
                }
                case QmpMessage.Failure(var id, var kind, var text) -> client.refused(id, kind, text);
                case QmpMessage.Garbage garbage -> {
                    return self.exit(ExitReason.failed(garbage));
                }
            }
        }
        return Behaviors.same();
    }

    private static void negotiate(Wire wire) {
        var request = QmpMessage.request(QmpMessage.NEGOTIATION, "qmp_capabilities",
                QmpMessage.JSON.createObjectNode());
        wire.send(request.getBytes(StandardCharsets.UTF_8));
    }

    private void report(QmpEvent event) {
        switch (event.name()) {
            case "SHUTDOWN" -> {
                switch (event.data().path("reason").asText()) {
                    case "guest-shutdown" -> events.accept(new MachineEvent.GuestPoweredOff());
                    case "guest-reset" -> events.accept(new MachineEvent.GuestReset());
                    case "host-qmp-system-reset" -> events.accept(new MachineEvent.HostReset());
                    case "guest-panic" -> events.accept(new MachineEvent.GuestPanicked());
                    default -> context.getLog().debug("QEMU shuts down: {}", event.data());
                }
            }
            case "RESET" -> events.accept(event.data().path("guest").asBoolean(true)
                    ? new MachineEvent.GuestReset()
                    : new MachineEvent.HostReset());
            case "WATCHDOG" -> events.accept(new MachineEvent.WatchdogFired());
            case "GUEST_PANICKED" -> events.accept(new MachineEvent.GuestPanicked());
            default -> context.getLog().debug("QMP event {} {}", event.name(), event.data());
        }
    }
}
