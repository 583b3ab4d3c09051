package dev.espalier.examples.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.espalier.runtime.supervision.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Hands each request to an idle worker, and to another one if that worker dies of it. */
final class RequestQueue extends AbstractMatchingBehavior<RequestQueue.Command> {

    /** All the queue accepts. */
    sealed interface Command {}

    /** Asks for a quote. */
    record Request(String symbol, ActorRef<Quote> replyTo) implements Command {}

    /** A new worker is ready. */
    record Idle(ActorRef<Worker.Command> worker) implements Command {}

    /** A worker has done what it was asked to, and is ready again. */
    record Answered(ActorRef<Worker.Command> worker, Request request, Quote quote) implements Command {}

    private record WorkerGone(ActorRef<Worker.Command> worker) implements Command {}

    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Deque<ActorRef<Worker.Command>> idle = new ArrayDeque<>();
    private final Map<ActorRef<Worker.Command>, Request> busy = new HashMap<>();

    private RequestQueue(ActorContext<Command> context) {
        super(context);
    }

    /** A queue that is found at {@code address}. */
    static Behavior<Command> at(Address<Command> address) {
        return Behaviors.setup(context -> {
            address.register(context.getSelf());
            return new RequestQueue(context);
        });
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Request request -> waiting.addLast(request);
            case Idle(var worker) -> {
                getContext().watchWith(worker, new WorkerGone(worker));
                idle.addLast(worker);
            }
            case Answered answered -> hear(answered);
            case WorkerGone(var worker) -> {
                idle.remove(worker);
                Optional.ofNullable(busy.remove(worker)).ifPresent(waiting::addFirst);
            }
        }
        handOut();
        return this;
    }

    /** The news of a worker's end may overtake its last answer; then its request is in other hands already. */
    private void hear(Answered answered) {
        if (busy.remove(answered.worker(), answered.request())) {
            answered.request().replyTo().tell(answered.quote());
            idle.addLast(answered.worker());
        }
    }

    private void handOut() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            var worker = idle.removeFirst();
            var request = waiting.removeFirst();
            busy.put(worker, request);
            worker.tell(new Worker.Ask(request));
        }
    }
}
