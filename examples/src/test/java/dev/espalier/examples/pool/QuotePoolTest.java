package dev.espalier.examples.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.espalier.examples.pool.FlakyService.Mood;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisionEvent.ChildStarted;
import dev.espalier.runtime.supervision.SupervisionEvent.ChildStopped;
import dev.espalier.runtime.supervision.SupervisionEvent.ChildTerminated;
import dev.espalier.runtime.supervision.SupervisionEvent.IntensityReached;
import dev.espalier.runtime.supervision.SupervisionEvent.ShutdownFailed;
import dev.espalier.runtime.supervision.SupervisionEvent.StartFailed;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.testing.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuotePoolTest {

    private static final List<String> SYMBOLS = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
    private static final Set<Quote> TRUE_QUOTES = SYMBOLS.stream()
            .map(symbol -> new Quote(symbol, FlakyService.price(symbol)))
            .collect(Collectors.toSet());

    private final Set<Quote> quotes = new HashSet<>();
    private final List<SupervisionEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    /** That the service could be closed says that nobody was connected any more. */
    @AfterEach
    @Timeout(30)
    void nothingIsLeft() throws IOException {
        assertThat(Threads.leftOf("connection", directory)).isEmpty();
        assertThat(Threads.leftOf("shop-", directory)).isEmpty();
    }

    @Test
    @DisplayName("every quote is served, though workers crash of what the service does")
    void moody() throws IOException {
        var reason = spend(UnaryOperator.identity(), Mood.ANSWER, Mood.TALK_NONSENSE, Mood.HANG_UP, Mood.STALL);

        assertThat(quotes).isEqualTo(TRUE_QUOTES);
        assertThat(reason).isEqualTo(ExitReason.shutdown());
        assertThat(crashes()).map(crash -> crash.cause().orElseThrow())
                .hasAtLeastOneElementOfType(NumberFormatException.class)
                .hasAtLeastOneElementOfType(EOFException.class)
                .hasAtLeastOneElementOfType(SocketTimeoutException.class);
    }

    @Test
    @DisplayName("a worker that has crashed is started again, with a connection of its own")
    void restarted() throws IOException {
        spend(UnaryOperator.identity(), Mood.ANSWER, Mood.HANG_UP, Mood.HANG_UP, Mood.HANG_UP, Mood.HANG_UP,
                Mood.HANG_UP, Mood.HANG_UP);

        assertThat(quotes).isEqualTo(TRUE_QUOTES);
        for (var worker : List.of("worker 1", "worker 2", "worker 3", "worker 4")) {
            assertThat(lifeOf(worker)).as(worker).startsWith("up").doesNotContainSequence("crashed", "crashed");
        }
        assertThat(crashes()).as("more than there are workers: some of them crashed twice").hasSizeGreaterThan(4);
    }

    @Test
    @DisplayName("a service that is gone for good ends the tree, and the events tell why")
    void goneForGood() throws IOException {
        var reason = spend(UnaryOperator.identity(), Mood.GO_AWAY_FOR_GOOD, Mood.ANSWER, Mood.ANSWER, Mood.ANSWER);

        assertThat(reason).isEqualTo(ExitReason.shutdown());
        assertThat(all(IntensityReached.class)).map(IntensityReached::supervisor)
                .containsExactly("shop/workers", "shop");
        assertThat(all(StartFailed.class).getLast().reason().cause()).containsInstanceOf(ConnectException.class);
        assertThat(TRUE_QUOTES).containsAll(quotes);
        assertThat(quotes).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName("when the customer has all quotes, everything stops in reverse order")
    void order() throws IOException {
        spend(UnaryOperator.identity(), Mood.ANSWER);

        assertThat(all(ChildStopped.class)).map(ChildStopped::id)
                .containsExactly("customer", "worker 4", "worker 3", "worker 2", "worker 1", "workers", "queue");
    }

    @Test
    @DisplayName("workers that are killed leave no connection either")
    void killed() throws IOException {
        spend(QuotePoolTest::killingTheWorkers, Mood.ANSWER);

        assertThat(all(ChildStopped.class)).map(ChildStopped::id).containsExactly("customer", "workers", "queue");
        assertThat(all(ChildStopped.class).get(1).reason()).isEqualTo(ExitReason.killed());
    }

    @Test
    @DisplayName("the program ends by itself, having served everything that could be served")
    void program() throws Exception {
        try (var jvm = ChildJvm.running(Main.class)) {
            jvm.awaitLine("40 of 40 quotes");
            jvm.awaitLine("The day the service goes away");
            assertThat(jvm.awaitExit()).isZero();
        }
    }

    /** Runs the pool against a service that is in these moods first, and in its usual one ever after. */
    private ExitReason spend(UnaryOperator<SupervisorSpec> change, Mood usual, Mood... first) throws IOException {
        var moods = Stream.concat(Stream.of(first), Stream.generate(() -> usual));
        try (var service = FlakyService.start(moods)) {
            var tree = QuotePool.tree(service.address(), SYMBOLS, quotes::add);
            return QuotePool.run(change.apply(tree), events::add);
        }
    }

    private static SupervisorSpec killingTheWorkers(SupervisorSpec tree) {
        var children = tree.children()
                .stream()
                .map(child -> child.id().equals("workers") ? child.shutdown(Shutdown.brutalKill()) : child)
                .toList();
        return new SupervisorSpec(tree.strategy(), tree.intensity(), tree.autoShutdown(), children);
    }

    private <E extends SupervisionEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Of the last ones the supervisor may hear only when it is stopping. */
    private List<ExitReason> crashes() {
        return Stream.concat(all(ChildTerminated.class).stream().map(ChildTerminated::reason),
                all(ShutdownFailed.class).stream().map(ShutdownFailed::reason)).toList();
    }

    private List<String> lifeOf(String id) {
        var life = new ArrayList<String>();
        for (var event : events) {
            if (event instanceof ChildStarted up && up.id().equals(id)) {
                life.add("up");
            } else if (event instanceof ChildTerminated end && end.id().equals(id)) {
                life.add("crashed");
            }
        }
        return life;
    }
}
