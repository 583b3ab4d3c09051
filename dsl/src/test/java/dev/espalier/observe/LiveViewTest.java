package dev.espalier.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.report.Heartbeat;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.TestEvent;
import dev.espalier.report.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run seen by a browser that is a plain client of HTTP. */
@Timeout(30)
class LiveViewTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ATTACK = "</pre><script>alert(1)</script><img src=x onerror=\"alert(1)\">";
    private static final String TREE = """
            {"id": "cluster", "type": "supervisor", "state": "running", "since": "2026-01-01T12:00:00Z", "incarnation": 1,
             "restartsLeft": 3, "abandoned": [], "children": [
               {"id": "network <b>", "type": "worker", "state": "restarting", "since": "2026-01-01T12:00:01Z",
                "incarnation": 3, "lastReason": "crashed: <i>"}]}""";

    @TempDir
    private Path directory;

    private final Runnable[] beat = {() -> {}};
    private final ConcurrentLinkedQueue<JsonNode> trees = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private OutputDirectory output;
    private LiveView view;

    @BeforeEach
    void open() throws IOException {
        output = OutputDirectory.create(directory);
        Heartbeat byHand = (period, action) -> {
            beat[0] = action;
            return () -> {};
        };
        view = opened(byHand);
    }

    private LiveView opened(Heartbeat heartbeat) throws IOException {
        var opened = LiveView.open(output, () -> Optional.ofNullable(trees.peek()), () -> START.plusSeconds(10),
                heartbeat);
        opened.accept(new TestEvent.RunStarted(START, "two-nodes", List.of("client", "server")));
        return opened;
    }

    @AfterEach
    void close() throws IOException {
        client.shutdownNow();
        view.close();
    }

    private HttpRequest request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
    }

    /** The events of one browser. */
    private final class Browser implements AutoCloseable {
        private final BufferedReader stream;

        Browser(LiveView watched) throws Exception {
            var response = client.send(request(watched.address().resolve("events")), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            stream = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        String event() throws IOException {
            var lines = new ArrayList<String>();
            for (var line = stream.readLine(); line != null && !line.isEmpty(); line = stream.readLine()) {
                lines.add(line);
            }
            return String.join("\n", lines);
        }

        Map<String, String> parts() throws IOException {
            var event = event();
            assertThat(event).startsWith("event: parts\ndata: ");
            return JSON.readValue(event.substring(event.indexOf('{')), new TypeReference<Map<String, String>>() {
            });
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    @Test
    void thePageIsServedToWhoKnowsTheAddress() throws Exception {
        assertThat(InetAddress.getByName(view.address().getHost()).isLoopbackAddress()).isTrue();
        var page = client.send(request(view.address()), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>two-nodes</title>", "new EventSource(\"events\")")
                .doesNotContain("http://", "https://", "style=\"", "onclick", "{{");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().map()).containsEntry("cache-control", List.of("no-store"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
    }

    @Test
    void nobodyElseSeesAnything() throws Exception {
        var wrong = view.address().resolve("/" + "x".repeat(32) + "/");
        assertThat(client.send(request(wrong), BodyHandlers.ofString()))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(404))
                .satisfies(refused -> assertThat(refused.body()).isEmpty());
        assertThat(client.send(request(wrong.resolve("/")), BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        assertThat(client.send(HttpRequest.newBuilder(view.address()).DELETE().build(), BodyHandlers.ofString())
                .statusCode()).isEqualTo(405);
        assertThat(
                raw("GET " + view.address().getPath() + " HTTP/1.1\r\nHost: evil.example:" + view.address().getPort()))
                .startsWith("HTTP/1.1 421");
    }

    private String raw(String head) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), view.address().getPort())) {
            socket.getOutputStream().write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatHappensIsToldAndOnlyWhatHasChanged() throws Exception {
        try (var browser = new Browser(view)) {
            assertThat(browser.parts()).containsKeys("headline", "machines", "timeline")
                    .hasEntrySatisfying("headline",
                            html -> assertThat(html).contains("Running", "two-nodes", "2 machines"))
                    .hasEntrySatisfying("machines",
                            html -> assertThat(html).contains("client", "server", "not started"))
                    .containsEntry("failure", "")
                    .doesNotContainKey("tree");

            view.accept(new TestEvent.MachineStarting(START.plusSeconds(1), "server"));
            view.accept(new TestEvent.WaitStarted(START.plusSeconds(2), 1, "server", "unit nginx.service"));
            Files.writeString(output.consoleLog("server"), "Linux version 6.1\n");
            beat[0].run();
            assertThat(browser.parts()).containsOnlyKeys("machines", "timeline")
                    .hasEntrySatisfying("machines", html -> assertThat(html).contains("booting",
                            "unit nginx.service", "datetime=\"2026-01-01T12:00:02Z\"", "Linux version 6.1"));

            view.accept(new TestEvent.SubtestStarted(START.plusSeconds(3), List.of("it serves")));
            beat[0].run();
            assertThat(browser.parts()).hasEntrySatisfying("subtests",
                    html -> assertThat(html).contains("it serves", "running").doesNotContain("did not end"));

            view.accept(new TestEvent.MachineReady(START.plusSeconds(3), "server", Duration.ofSeconds(2)));
            view.accept(new TestEvent.MachineDied(START.plusSeconds(4), "client", "client died: killed"));
            beat[0].run();
            assertThat(browser.parts()).hasEntrySatisfying("machines",
                    html -> assertThat(html).contains("class=\"card up\"", "class=\"card died\""));
        }
    }

    @Test
    void theTreeIsShownAsItIsNow() throws Exception {
        try (var browser = new Browser(view)) {
            assertThat(browser.parts()).doesNotContainKey("tree");
            trees.add(JSON.readTree(TREE));
            beat[0].run();
            assertThat(browser.parts()).containsOnlyKeys("tree")
                    .hasEntrySatisfying("tree", html -> assertThat(html)
                            .contains("cluster: running since", "3 restarts left", "class=\"member worker restarting\"",
                                    "network &lt;b&gt;", "crashed: &lt;i&gt;", "restarting, ↻")
                            .doesNotContain("<b>", "<i>"));
        }
    }

    @Test
    void whateverGuestsSayIsText() throws Exception {
        view.accept(new TestEvent.WaitStarted(START, 1, "server", ATTACK));
        view.accept(new TestEvent.CommandStarted(START, 2, "server", ATTACK));
        view.accept(new TestEvent.LinksChanged(START, "client", List.of(ATTACK)));
        view.accept(new TestEvent.MachineDied(START, "client", ATTACK));
        Files.writeString(output.consoleLog("server"), ATTACK + "\n\u001b[2J event: ended\n\ndata: {}\n");
        try (var browser = new Browser(view)) {
            assertThat(browser.parts().values()).allSatisfy(html -> assertThat(html).doesNotContain("<script", "<img"));
        }
    }

    @Test
    void theEndIsToldAndIsTheEnd() throws Exception {
        var ending = opened((period, action) -> () -> {});
        try (var browser = new Browser(ending)) {
            browser.parts();
            ending.accept(new TestEvent.RunEnded(START.plusSeconds(12), Duration.ofSeconds(12), new Verdict.Passed()));
            ending.close();
            assertThat(browser.parts().get("headline")).contains("Passed", "took 12.0 s");
            assertThat(browser.event()).isEqualTo("event: ended\ndata: {}");
            assertThat(browser.event()).isEmpty();
        }
        assertThatThrownBy(() -> client.send(request(ending.address()), BodyHandlers.ofString()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void browsersAreNotWithoutNumber() throws Exception {
        var browsers = new ArrayList<Browser>();
        try {
            for (var number = 0; number < LiveView.MOST_STREAMS; number++) {
                browsers.add(new Browser(view));
            }
            var refused = client.send(request(view.address().resolve("events")), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
        } finally {
            for (var browser : browsers) {
                browser.close();
            }
        }
    }
}
