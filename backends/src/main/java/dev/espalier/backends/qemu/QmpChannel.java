package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import dev.espalier.backends.spi.MachineEvent;
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
 * QEMU's control channel: hears what QEMU says of the guest's life. It listens before QEMU is started, waits for the next
 * connection when one ends, and fails on anything that is not QMP, to be started anew. Asked to stop, it first hears QEMU,
 * which is stopped before it, to the end.
 */
final class QmpChannel {
    private sealed interface Message {}

    private record Heard(Peer.Event event) implements Message {}

    private enum Stop implements Message {
        INSTANCE
    }

    private final ActorContext<Message> context;
    private final Child self;
    private final Peer qemu;
    private final Consumer<MachineEvent> events;

    private QmpChannel(ActorContext<Message> context, Child self, Peer qemu, Consumer<MachineEvent> events) {
        this.context = context;
        this.self = self;
        this.qemu = qemu;
        this.events = events;
    }

    static ChildStart over(Connections connections, Consumer<MachineEvent> events) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> {
            var actor = context.getSelf();
            Peer qemu;
            try {
                qemu = Peer.listen(connections, event -> actor.tell(new Heard(event)));
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            self.onKill("QMP", qemu::close);
            self.onShutdown(actor, Stop.INSTANCE);
            self.started();
            return new QmpChannel(context, self, qemu, events).disconnected();
        });
    }

    private Behavior<Message> disconnected() {
        return Closing.after(qemu, message -> switch (message) {
            case Heard(Peer.Connected(var wire)) -> connected(wire, new LineSplitter());
            case Heard(Peer.Unreachable(var why)) -> self.exit(ExitReason.crashed(why));
            case Stop.INSTANCE -> self.exit(ExitReason.shutdown());
            case Heard(Peer.Received unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Disconnected unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> connected(Wire wire, LineSplitter lines) {
        return Closing.after(qemu, message -> switch (message) {
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
        return Closing.after(qemu, message -> switch (message) {
            case Heard(Peer.Received(var bytes)) -> understand(wire, lines.accept(bytes));
            case Heard(Peer.Disconnected gone) -> self.exit(ExitReason.shutdown());
            case Stop.INSTANCE -> Behaviors.same();
            case Heard(Peer.Connected unexpected) -> Behaviors.unhandled();
            case Heard(Peer.Unreachable unexpected) -> Behaviors.unhandled();
        });
    }

    private Behavior<Message> understand(Wire wire, List<String> lines) {
        for (var line : lines) {
            switch (QmpMessage.parse(line)) {
                case QmpMessage.Greeting greeting -> send(wire, "qmp_capabilities");
                case QmpMessage.Event event -> report(event);
                case QmpMessage.Return ok -> {
                }
                case QmpMessage.Failure failure -> {
                    return self.exit(ExitReason.failed(failure));
                }
                case QmpMessage.Garbage garbage -> {
                    return self.exit(ExitReason.failed(garbage));
                }
            }
        }
        return Behaviors.same();
    }

    private static void send(Wire wire, String command) {
        var request = QmpMessage.request(0, command, QmpMessage.JSON.createObjectNode());
        wire.send(request.getBytes(StandardCharsets.UTF_8));
    }

    private void report(QmpMessage.Event event) {
        switch (event.name()) {
            case "SHUTDOWN" -> {
                switch (event.data().path("reason").asText()) {
                    case "guest-shutdown" -> events.accept(new MachineEvent.GuestPoweredOff());
                    case "guest-reset" -> events.accept(new MachineEvent.GuestReset());
                    case "guest-panic" -> events.accept(new MachineEvent.GuestPanicked());
                    default -> context.getLog().debug("QEMU shuts down: {}", event.data());
                }
            }
            case "RESET" -> events.accept(new MachineEvent.GuestReset());
            case "GUEST_PANICKED" -> events.accept(new MachineEvent.GuestPanicked());
            default -> context.getLog().debug("QMP event {} {}", event.name(), event.data());
        }
    }
}
