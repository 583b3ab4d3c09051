package dev.espalier.examples.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.Child;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Owns one connection to the service and asks it one question at a time. Of what the service may do wrong it knows
 * nothing: it crashes then, and its supervisor starts another one, with a new connection.
 */
final class Worker {

    /** All a worker accepts. */
    sealed interface Command {}

    /** Has the worker ask the service; the queue hears the answer. */
    record Ask(RequestQueue.Request request) implements Command {}

    private enum Connected implements Command {
        INSTANCE
    }

    private record Answered(RequestQueue.Request request, String answer) implements Command {}

    private record Lost(IOException why) implements Command {}

    /** Something that blocks, and what came of it. */
    private interface Blocking {
        Command outcome() throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Child self;
    private final ActorRef<Command> actor;
    private final Address<RequestQueue.Command> queue;
    private final Socket socket = new Socket();

    private Worker(Child self, ActorRef<Command> actor, Address<RequestQueue.Command> queue) {
        this.self = self;
        this.actor = actor;
        this.queue = queue;
    }

    /** The start function of a worker; it has started once it is connected. */
    static ChildStart connectedTo(SocketAddress service, Address<RequestQueue.Command> queue) {
        return self -> Behaviors.setup((ActorContext<Command> context) -> {
            var worker = new Worker(self, context.getSelf(), queue);
            self.onKill("connection", () -> Closing.quietly(worker.socket));
            worker.onThread(() -> worker.connect(service));
            return worker.working();
        });
    }

    /** Only judges what the thread has found; whichever way it ends from here, the socket is closed. */
    private Behavior<Command> working() {
        return Closing.after(socket, command -> switch (command) {
            case Connected.INSTANCE -> {
                self.started();
                queue.tell(new RequestQueue.Idle(actor));
                yield Behaviors.same();
            }
            case Ask(var request) -> {
                onThread(() -> ask(request));
                yield Behaviors.same();
            }
            case Answered(var request, var answer) -> {
                queue.tell(new RequestQueue.Answered(actor, request, Quote.of(request.symbol(), answer)));
                yield Behaviors.same();
            }
            case Lost(var why) -> self.exit(ExitReason.crashed(why));
        });
    }

    private Command connect(SocketAddress service) throws IOException {
        socket.connect(service);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return Connected.INSTANCE;
    }

    private Command ask(RequestQueue.Request request) throws IOException {
        new DataOutputStream(socket.getOutputStream()).writeUTF(request.symbol());
        return new Answered(request, new DataInputStream(socket.getInputStream()).readUTF());
    }

    /** Actors do not block. The thread is the child's and is interrupted with its end; the closed socket ends it too. */
    private void onThread(Blocking step) {
        self.onThread("connection", () -> {
            try {
                actor.tell(step.outcome());
            } catch (IOException e) {
                actor.tell(new Lost(e));
            }
        });
    }
}
