package dev.espalier.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.engine.MachineRestart;
import dev.espalier.report.Heartbeat;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.TestEvent;
import dev.espalier.report.Verdict;
import dev.espalier.runtime.inspection.TreeJson;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.tck.HostProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run with machines, in Debian's Chromium, while it goes on. */
@NeedsTools(Chromium.PROGRAM)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LiveViewInBrowserIT {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int PHONE = 360;

    @TempDir
    private Path directory;

    private LiveView view;
    private Cluster cluster;
    private Chromium browser;

    @BeforeEach
    void open() throws Exception {
        var output = OutputDirectory.create(directory.resolve("report"));
        var opened = new AtomicReference<Optional<Cluster>>(Optional.empty());
        view = LiveView.open(output, () -> opened.get().map(running -> TreeJson.of(running.tree())),
                InstantSource.system(),
                Heartbeat.onThread());
        view.accept(new TestEvent.RunStarted(Instant.now(), "two-nodes", List.of("client", "server")));
        cluster = Cluster.open(ClusterSpec.of(node("client"), node("server")),
                ClusterSettings.defaults(output.path()).events(view::accept));
        opened.set(Optional.of(cluster));
        browser = Chromium.start(directory.resolve("profile"));
    }

    /** One that comes back. */
    private static NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny())
                .backend("local")
                .onVlans()
                .restart(new MachineRestart.Permanent(PAUSE, PAUSE,
                        new RestartIntensity(3, Duration.ofMinutes(10))));
    }

    @AfterEach
    void close() throws Exception {
        browser.close();
        cluster.close();
        view.close();
    }

    private static String card(String machine, String condition) {
        return "[...document.querySelectorAll('.card')].some((card) => card.querySelector('h3').textContent"
                + ".startsWith('" + machine + "') && " + condition + ")";
    }

    @Test
    @DisplayName("what happens is seen while it happens: machines, consoles, restarts, the end; and nobody else is asked for anything")
    void live() throws Exception {
        var server = cluster.machine("server");
        browser.visit(view.address());
        browser.await(card("server", "card.textContent.includes('not started')"));
        server.succeed("true");
        browser.await(card("server", "card.matches('.up')"));
        server.succeed("echo 'listening on port 80' >/proc/1/fd/2");
        browser.await(card("server", "card.querySelector('.tail').textContent.includes('listening on port 80')"));

        HostProcesses.kill(words -> words.getFirst().equals("sh") && words.getLast().equals("server"));
        browser.await(card("server", "card.textContent.includes('restarting')"));
        server.succeed("true");
        browser.await(card("server", "card.matches('.up')"));
        browser.await("document.querySelector('#part-timeline .mark.restarting')");
        browser.await("""
                [...document.querySelectorAll('button.member')].some((member) => {
                  member.click();
                  return document.querySelector('.chosen').textContent.includes('machines/server/tree/guest shell: running');
                })""");

        view.accept(new TestEvent.RunEnded(Instant.now(), Duration.ofSeconds(9), new Verdict.Passed()));
        view.close();
        browser.await("document.querySelector('.connection').textContent.includes('The run has ended')");
        browser.await("document.querySelector('#part-headline').textContent.includes('Passed')");

        assertThat(browser.told("Network.eventSourceMessageReceived")).hasSizeGreaterThan(3);
        assertThat(browser.told("Network.requestWillBeSent").map(sent -> sent.path("request").path("url").asText()))
                .isNotEmpty()
                .allMatch(url -> url.startsWith(view.address().toString()) || url.startsWith("data:"));
        assertThat(complaints()).isEmpty();
    }

    private Stream<String> complaints() {
        return Stream.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                .flatMap(browser::told)
                .map(String::valueOf);
    }

    @Test
    @DisplayName("who does not know the token sees nothing")
    void refused() throws Exception {
        for (var path : List.of("/", "/" + "x".repeat(32) + "/", "/" + "x".repeat(32) + "/events")) {
            browser.visit(view.address().resolve(path));
        }
        assertThat(browser.told("Network.responseReceived").map(came -> came.path("response").path("status").asInt()))
                .hasSize(3)
                .containsOnly(404);
        assertThat(browser.value("document.title + (document.documentElement?.textContent ?? '')").asText())
                .doesNotContain("two-nodes",
                        "server");
    }

    @Test
    @DisplayName("it is as wide as a phone, and as dark as is wanted")
    void anyScreen() throws Exception {
        cluster.machine("server").succeed("echo '" + "a long line ".repeat(40) + "' >/proc/1/fd/2");
        browser.visit(view.address());
        for (var width : List.of(PHONE, 1200)) {
            browser.showOn(width, "light");
            browser.await(card("server", "card.textContent.includes('a long line')"));
            browser.await("document.querySelector('#live-tree')");
            assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
        }
        assertThat(brightness()).isGreaterThan(200);
        browser.showOn(PHONE, "dark");
        assertThat(brightness()).isLessThan(60);
    }

    /** Of the page's ground. */
    private int brightness() throws Exception {
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(browser.picture()));
        return drawn.getRGB(2, drawn.getHeight() - 2) & 0xff;
    }
}
