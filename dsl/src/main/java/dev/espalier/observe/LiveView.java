package dev.espalier.observe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.espalier.observe.Gate.Decision;
import dev.espalier.report.EventSink;
import dev.espalier.report.Heartbeat;
import dev.espalier.report.Heartbeat.Beating;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.TestEvent;
import dev.espalier.report.page.LivePage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page of a run while it goes on, to browsers of this host that were told its address, on a port of the loopback
 * interface. It hears the run's events; what has changed is told to the browsers twice a second, and nothing is drawn while
 * none is there.
 */
public final class LiveView implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    static final int MOST_STREAMS = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("espalier-observe-", 0).factory());
    private final Gate gate;
    private final LivePage page;
    private final Supplier<Optional<JsonNode>> tree;
    private final InstantSource clock;
    private final LatestParts parts = new LatestParts();
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final Beating beats;

    private LiveView(HttpServer server, OutputDirectory directory, Supplier<Optional<JsonNode>> tree,
            InstantSource clock, Heartbeat heartbeat) {
        this.server = server;
        this.gate = Gate.at(server.getAddress().getPort());
        this.page = new LivePage(directory);
        this.tree = tree;
        this.clock = clock;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        this.beats = heartbeat.start(PERIOD, this::redraw);
    }

    /**
     * Begins to serve.
     *
     * @param directory where the run's consoles are
     * @param tree      the supervisors as they are now, as {@code TreeJson} has them; none if they are not there; may block
     * @throws IOException if there is no port
     */
    public static LiveView open(OutputDirectory directory, Supplier<Optional<JsonNode>> tree, InstantSource clock,
            Heartbeat heartbeat) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), 0);
        return new LiveView(HttpServer.create(loopback, 0), directory, tree, clock, heartbeat);
    }

    /** What a browser is to be told. Whoever knows it sees the run. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + gate.port() + gate.path());
    }

    @Override
    public String name() {
        return "the live view";
    }

    @Override
    public void accept(TestEvent event) {
        page.apply(event);
    }

    /** Tells the browsers how the run has ended, and serves no more. */
    @Override
    public void close() throws IOException {
        beats.close();
        try {
            parts.publishLast(page.parts(clock.instant(), Optional.empty()));
            awaitStreams();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private void awaitStreams() {
        try {
            var unused = streams.tryAcquire(MOST_STREAMS, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void redraw() {
        if (streams.availablePermits() < MOST_STREAMS) {
            try {
                parts.publish(page.parts(clock.instant(), tree.get()));
            } catch (IOException e) {
                LOG.debug("the page is not drawn this time", e);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var decision = gate.decide(exchange.getRequestMethod(), exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestURI().getRawPath());
            Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Resource-Policy", "same-origin", "Content-Security-Policy",
                    LivePage.policy() + "; frame-ancestors 'none'").forEach(exchange.getResponseHeaders()::set);
            switch (decision) {
                case Decision.Refused(var status) -> exchange.sendResponseHeaders(status, -1);
                case Decision.Admitted(var wanted) -> {
                    switch (wanted) {
                        case PAGE -> sendPage(exchange);
                        case EVENTS -> sendEvents(exchange);
                    }
                }
            }
        }
    }

    private void sendPage(HttpExchange exchange) throws IOException {
        var html = page.frame().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
    }

    private void sendEvents(HttpExchange exchange) throws IOException {
        if (!streams.tryAcquire()) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            redraw();
            // Whoever waits for the stream's end waits until the browser can see it.
            try (var body = exchange.getResponseBody()) {
                new EventStream(parts, body).run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }
}
