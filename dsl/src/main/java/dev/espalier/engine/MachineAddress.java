package dev.espalier.engine;

import java.util.concurrent.CompletableFuture;

import org.apache.pekko.actor.typed.ActorRef;

/** Where a machine's actor is found. What is told before there is one, it is told when it comes. */
final class MachineAddress {
    private final CompletableFuture<ActorRef<MachineMessage>> actor = new CompletableFuture<>();

    void set(ActorRef<MachineMessage> address) {
        actor.complete(address);
    }

    void tell(MachineMessage message) {
        var unused = actor.thenAccept(address -> address.tell(message));
    }
}
