package dev.espalier.examples.pool;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.AutoShutdown;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ChildStart;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.system.SupervisionTree;

/**
 * The application as a tree. Who comes later needs who comes earlier: a queue that is restarted knows neither its workers
 * nor its requests any more, so all after it are restarted too.
 */
final class QuotePool {

    private static final int WORKERS = 4;

    private QuotePool() {}

    static SupervisorSpec tree(SocketAddress service, List<String> symbols, Consumer<Quote> quotes) {
        var queue = new Address<RequestQueue.Command>("queue");

        var workers = SupervisorSpec.oneForOne()
                .intensity(new RestartIntensity(12, Duration.ofSeconds(5)))
                .children(IntStream.rangeClosed(1, WORKERS)
                        .mapToObj(number -> ChildSpec.worker("worker " + number, Worker.connectedTo(service, queue)))
                        .toList());

        return SupervisorSpec.restForOne()
                .autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
                .child(ChildSpec.worker("queue", ChildStart.of(() -> RequestQueue.at(queue))))
                .child(ChildSpec.supervisor("workers", workers))
                .child(ChildSpec.worker("customer", ChildStart.of(() -> Customer.wanting(symbols, queue, quotes)))
                        .restart(Restart.TRANSIENT)
                        .significant(true));
    }

    /** Runs a tree to its end, and tells how it ended. */
    static ExitReason run(SupervisorSpec tree, Consumer<SupervisionEvent> listener) {
        return SupervisionTree.start("shop", tree, listener).down().toCompletableFuture().join();
    }
}
