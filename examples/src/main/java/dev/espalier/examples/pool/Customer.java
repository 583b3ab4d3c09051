package dev.espalier.examples.pool;

import java.util.List;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks for a quote of everything on its list, and ends when it has them all. */
final class Customer {

    private Customer() {}

    static Behavior<Quote> wanting(List<String> symbols, Address<RequestQueue.Command> queue, Consumer<Quote> quotes) {
        return Behaviors.setup(context -> {
            symbols.forEach(symbol -> queue.tell(new RequestQueue.Request(symbol, context.getSelf())));
            return waiting(symbols.size(), quotes);
        });
    }

    private static Behavior<Quote> waiting(int missing, Consumer<Quote> quotes) {
        return Behaviors.receiveMessage(quote -> {
            quotes.accept(quote);
            return missing == 1 ? Behaviors.stopped() : waiting(missing - 1, quotes);
        });
    }
}
