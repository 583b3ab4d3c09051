package dev.espalier.observe;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A page in Debian's Chromium, which is told by its debugging protocol what to look at, and tells what it does. */
final class Chromium implements AutoCloseable {
    static final String PROGRAM = "chromium-headless-shell";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENING = "DevTools listening on ";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final WebSocket socket;

    private Chromium(Process process, URI browser) throws Exception {
        this.process = process;
        this.socket = client.newWebSocketBuilder().buildAsync(page(browser), new Listener()).get(30, TimeUnit.SECONDS);
        for (var domain : List.of("Page", "Network", "Runtime", "Log")) {
            var unused = call(domain + ".enable", Map.of());
        }
    }

    /** @param profile where it keeps its files */
    static Chromium start(Path profile) throws Exception {
        var process = new ProcessBuilder(PROGRAM, "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return new Chromium(process, address(process.errorReader(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            end(process);
            throw e;
        }
    }

    private static URI address(BufferedReader says) throws IOException {
        for (var line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith(LISTENING)) {
                var unused = Thread.ofVirtual().start(() -> says.lines().forEach(more -> {}));
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IOException(PROGRAM + " has ended");
    }

    private URI page(URI browser) throws IOException, InterruptedException {
        var targets = URI.create("http://" + browser.getAuthority() + "/json/list");
        var listed = client.send(HttpRequest.newBuilder(targets).build(), BodyHandlers.ofString()).body();
        for (var target : JSON.readTree(listed)) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("there is no page: " + listed);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void take(String message) {
        try {
            var json = JSON.readTree(message);
            if (json.has("id")) {
                Optional.ofNullable(answers.remove(json.path("id").asInt())).ifPresent(call -> call.complete(json));
            } else {
                events.add(json);
            }
        } catch (IOException e) {
            throw new AssertionError(message, e);
        }
    }

    JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        var number = calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(number, answer);
        var unused = socket.sendText(
                JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters)), true).get();
        var json = answer.get(60, TimeUnit.SECONDS);
        if (json.has("error")) {
            throw new IOException(method + ": " + json.path("error"));
        }
        return json.path("result");
    }

    void visit(URI address) throws Exception {
        var unused = call("Page.navigate", Map.of("url", address.toString()));
    }

    /** The value of an expression of JavaScript's, or what it promises. */
    JsonNode value(String expression) throws Exception {
        var result = call("Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until the page is such that an expression is true. */
    void await(String condition) throws Exception {
        var unused = value("""
                new Promise((done) => {
                  const met = () => { try { return %s; } catch { return false; } };
                  if (met()) return done(true);
                  new MutationObserver((changes, observer) => {
                    if (met()) { observer.disconnect(); done(true); }
                  }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
                })""".formatted(condition));
    }

    /** As somebody with a screen of this width would see it. */
    void showOn(int width, String colourScheme) throws Exception {
        var unused = call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        unused = call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    /** All of the page as a PNG. */
    byte[] picture() throws Exception {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                        .path("data")
                        .asText());
    }

    /** What it has told of one kind until now. */
    Stream<JsonNode> told(String method) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.path("params"));
    }

    @Override
    public void close() {
        client.shutdownNow();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
