package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Hears what Cloud Hypervisor says of the guest's life, and tells it on. Its guests come up again after each reset: where a
 * reset is the machine's end, it has Cloud Hypervisor shut down. Asked to stop, it first hears Cloud Hypervisor, which is
 * stopped before it, to the end.
 */
final class EventMonitor {
    static final ApiCall SHUT_DOWN = ApiCall.put("/api/v1/vmm.shutdown");

    private sealed interface Message {}

    private record Heard(MonitorEvent event) implements Message {}

    private record Ended(Optional<IOException> why) implements Message {}

    private enum Stop implements Message {
        INSTANCE
    }

    private final ActorContext<Message> context;
    private final Child self;
    private final EventPipe pipe;
    private final MonitorApi api;
    private final Consumer<MachineEvent> events;
    private final ResetPolicy resets;
    private final HostResets hostResets;

    private EventMonitor(ActorContext<Message> context, Child self, EventPipe pipe, MonitorApi api,
            Consumer<MachineEvent> events, ResetPolicy resets, HostResets hostResets) {
        this.context = context;
        this.self = self;
        this.pipe = pipe;
        this.api = api;
        this.events = events;
        this.resets = resets;
        this.hostResets = hostResets;
    }

    /** The start function of a child that comes before the process, and after its pipe was made. */
    static ChildStart reading(Path file, MonitorApi api, Consumer<MachineEvent> events, ResetPolicy resets,
            HostResets hostResets) {
        return self -> Behaviors.setup((ActorContext<Message> context) -> {
            EventPipe pipe;
            try {
                pipe = EventPipe.open(file);
            } catch (IOException e) {
                return self.failed(ExitReason.crashed(e));
            }
            var actor = context.getSelf();
            self.onKill("event monitor", () -> Closing.quietly(pipe));
            self.onShutdown(actor, Stop.INSTANCE);
            self.onPlatformThread("event monitor", () -> hear(pipe, actor));
            self.started();
            return new EventMonitor(context, self, pipe, api, events, resets, hostResets).running();
        });
    }

    private static void hear(EventPipe pipe, ActorRef<Message> actor) {
        var text = new EventText();
        try {
            pipe.read(bytes -> text.accept(bytes).forEach(event -> actor.tell(new Heard(event))));
            actor.tell(new Ended(Optional.empty()));
        } catch (IOException e) {
            actor.tell(new Ended(Optional.of(e)));
        }
    }

    private Behavior<Message> running() {
        return Closing.after(pipe, message -> switch (message) {
            case Heard(var event) -> understand(event);
            case Ended(var why) -> end(why);
            case Stop.INSTANCE -> stop();
        });
    }

    /** The guest's life is over, and Cloud Hypervisor is about to end: what it says of that is not the guest's doing. */
    private Behavior<Message> over() {
        return Closing.after(pipe, message -> switch (message) {
            case Heard late -> Behaviors.same();
            case Ended(var why) -> end(why);
            case Stop.INSTANCE -> stop();
        });
    }

    /** What was written before the pipe's end is still heard. */
    private Behavior<Message> stop() {
        Closing.quietly(pipe);
        return Behaviors.same();
    }

    private Behavior<Message> end(Optional<IOException> why) {
        return self.exit(why.map(ExitReason::crashed).orElseGet(ExitReason::shutdown));
    }

    private Behavior<Message> understand(MonitorEvent event) {
        return switch (event.source() + " " + event.name()) {
            case "guest panic" -> fallen(new MachineEvent.GuestPanicked());
            case "vm rebooting" -> fallen(hostResets.take()
                    ? new MachineEvent.HostReset()
                    : new MachineEvent.GuestReset());
            case "vmm shutdown" -> {
                events.accept(new MachineEvent.GuestPoweredOff());
                yield over();
            }
            default -> {
                context.getLog().debug("Cloud Hypervisor: {}", event);
                yield Behaviors.same();
            }
        };
    }

    private Behavior<Message> fallen(MachineEvent event) {
        events.accept(event);
        return switch (resets) {
            case REBOOT -> Behaviors.same();
            case END -> {
                var unused = api.ask(SHUT_DOWN).exceptionally(failure -> {
                    events.accept(new MachineEvent.ProcessSaid("cannot be shut down: " + failure.getMessage()));
                    return null;
                });
                yield over();
            }
        };
    }
}
