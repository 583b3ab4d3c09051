package dev.espalier.examples.pool;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.espalier.examples.pool.FlakyService.Mood;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.SupervisionEvent;

/** Two days at the shop: one with a service that is moody, one on which the service goes away for good. */
public final class Main {

    private static final long SEED = 1;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        spend("A day with a moody service", FlakyService.moods(SEED));
        spend("The day the service goes away",
                Stream.concat(FlakyService.moods(SEED).limit(12), Stream.generate(() -> Mood.GO_AWAY_FOR_GOOD)));
    }

    private static void spend(String title, Stream<Mood> moods) throws IOException {
        var symbols = IntStream.rangeClosed(1, 40).mapToObj(number -> "article " + number).toList();
        var quotes = new HashSet<Quote>();
        var events = new ConcurrentLinkedQueue<SupervisionEvent>();
        System.out.println(title);
        try (var service = FlakyService.start(moods)) {
            var reason = QuotePool.run(QuotePool.tree(service.address(), symbols, quotes::add), event -> {
                events.add(event);
                System.out.println("  " + event.describe());
            });
            System.out.printf("%d of %d quotes, %d crashes; the shop %s%s%n%n", quotes.size(), symbols.size(),
                    crashes(events), reason.describe(), complaint(events));
        }
    }

    private static long crashes(Collection<SupervisionEvent> events) {
        return events.stream()
                .filter(event -> event instanceof SupervisionEvent.ChildTerminated end
                        && end.reason() instanceof ExitReason.Crashed)
                .count();
    }

    /** A tree that gives up shuts down like one that is done; what made it give up, its events tell. */
    private static String complaint(Collection<SupervisionEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof SupervisionEvent.StartFailed failed
                        ? Stream.of(", for " + failed.id() + " " + failed.reason().describe())
                        : Stream.empty())
                .reduce("", (earlier, later) -> later);
    }
}
