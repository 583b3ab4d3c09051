package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which of a guest's ports get a bash, and when. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LanesByNeedTest {
    private static final String BOOT = "1ddc7a76-2a3a-4a31-8e4c-0e4e0a4f9d6f";
    private static final int LANES = 5;
    private static final Duration STARTING = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private final ShellUser user = new ShellUser();
    private final BashHandover left = new BashHandover();
    private final List<ScriptedLane> lanes = new ArrayList<>();
    private PortsUnderTest ports;

    @BeforeEach
    void start() throws Exception {
        ports = new PortsUnderTest(directory, LANES, user, left, STARTING);
        for (int lane = 0; lane < LANES; lane++) {
            lanes.add(ports.lane(lane));
        }
    }

    @AfterEach
    void stop() throws IOException {
        ports.close();
        for (var lane : lanes) {
            lane.close();
        }
    }

    private ScriptedLane own() {
        return lanes.getFirst();
    }

    /** Is a guest that boots, and whose first bashes start. */
    private void boot() throws Exception {
        ports.boot(BOOT);
        assertThat(startedByBackdoor()).containsExactly(0, 1);
        own().start(10);
        lanes.get(1).start(11);
        assertThat(user.awaitConnection()).isEqualTo(BOOT);
    }

    private List<Integer> startedByBackdoor() throws InterruptedException {
        return startedBy(ports.backdoorHears().command().text());
    }

    /** Of which lanes the bashes are started by a script. */
    private static List<Integer> startedBy(String script) {
        return IntStream.range(0, LANES)
                .filter(lane -> script.contains("find_port " + PortPair.stdoutPort(lane) + ";"))
                .boxed()
                .toList();
    }

    /** Runs the host's next script that starts bashes, and starts them. */
    private List<Integer> ownStarts() throws IOException {
        var script = own().request();
        own().begin(script);
        own().end(script, 0);
        var started = startedBy(script.command());
        for (var lane : started) {
            lanes.get(lane).start(10L + lane);
        }
        return started;
    }

    private Asked execute(String text) {
        return user.execute(new ShellCommand(text, Duration.ofMinutes(1)));
    }

    private void runs(int lane, String command) throws IOException {
        var requested = lanes.get(lane).request();
        assertThat(requested.command()).isEqualTo(command);
        lanes.get(lane).begin(requested);
    }

    @Test
    @DisplayName("a guest is there with one bash for commands, and another is started when that one has something to do")
    void oneAhead() throws Exception {
        boot();
        execute("first");
        runs(1, "first");
        assertThat(ownStarts()).containsExactly(2);
        execute("second");
        runs(2, "second");
        assertThat(ownStarts()).containsExactly(3);
        ports.backdoorHearsNothing();
    }

    @Test
    @DisplayName("commands one after the other never need a third bash")
    void oneByOne() throws Exception {
        boot();
        for (int round = 0; round < 3; round++) {
            var asked = execute("round " + round);
            var requested = lanes.get(1).request();
            lanes.get(1).begin(requested);
            if (round == 0) {
                assertThat(ownStarts()).containsExactly(2);
            }
            lanes.get(1).end(requested, 0);
            assertThat(asked.exitStatus()).isZero();
        }
        var begun = PortShell.recess(ports.address()).begin(Duration.ofMinutes(1)).toCompletableFuture();
        assertThat(begun.get().pids()).containsExactly(10L, 11L, 12L, 0L, 0L);
    }

    @Test
    @DisplayName("as many bashes are started at once as there are commands, and no more than there are ports")
    void many() throws Exception {
        boot();
        var commands = IntStream.rangeClosed(1, LANES).mapToObj(number -> "command " + number).toList();
        var asked = commands.stream().map(this::execute).toList();
        runs(1, commands.get(0));
        var started = new ArrayList<Integer>();
        while (started.size() < LANES - 2) {
            started.addAll(ownStarts());
        }
        assertThat(started).containsExactly(2, 3, 4);
        var run = new ArrayList<String>();
        for (var lane : started) {
            run.add(lanes.get(lane).request().command());
        }
        assertThat(run).containsExactlyInAnyOrderElementsOf(commands.subList(1, LANES - 1));
        assertThat(asked.getLast().reply()).isNotDone();
    }

    @Test
    @DisplayName("where the first bash does not start, the others are tried before the console has to do")
    void firstDoesNotStart() throws Exception {
        ports.boot(BOOT);
        assertThat(startedByBackdoor()).containsExactly(0, 1);
        assertThat(startedByBackdoor()).contains(2, 3, 4);
        lanes.get(2).start(12);
        lanes.get(3).start(13);
        lanes.get(4).start(14);
        assertThat(user.awaitConnection()).isEqualTo(BOOT);
        execute("first");
        runs(2, "first");
    }

    @Test
    @DisplayName("a guest that goes on gets bashes beside those that it has")
    void handover() throws Exception {
        left.leave(new ResidentBashes(BOOT, List.of(10L, 11L)));
        ports.boot(BOOT);
        assertThat(user.awaitConnection()).isEqualTo(BOOT);
        execute("first");
        runs(1, "first");
        assertThat(ownStarts()).containsExactly(2);
    }
}
