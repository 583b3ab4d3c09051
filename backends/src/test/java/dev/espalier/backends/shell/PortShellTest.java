package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host's end of a guest's ports, with a guest that does what guests do and worse: hang up, babble, start anew.
 *
 * <p>Long, as each test plays the guest's side of a whole conversation.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PortShellTest {
    private static final String FIRST_BOOT = "1ddc7a76-2a3a-4a31-8e4c-0e4e0a4f9d6f";
    private static final String NEXT_BOOT = "2ddc7a76-2a3a-4a31-8e4c-0e4e0a4f9d6f";

    @TempDir
    private Path directory;

    private final ShellUser user = new ShellUser();
    private final BashHandover left = new BashHandover();
    private PortsUnderTest ports;

    @BeforeEach
    void start() throws Exception {
        ports = new PortsUnderTest(directory, 2, user, left, Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        ports.close();
    }

    private ScriptedLane lane(int number) throws IOException {
        return ports.lane(number);
    }

    private void boot(String id) {
        ports.boot(id);
    }

    /** Is a guest that boots, to where the shell is ready; returns whose boot the shell takes it for. */
    private String boot(ScriptedLane own, ScriptedLane lane) throws Exception {
        boot(FIRST_BOOT);
        startScriptEnds(0);
        own.start(10);
        lane.start(11);
        return user.awaitConnection();
    }

    private void startScriptEnds(int status) throws InterruptedException {
        var start = ports.backdoorHears();
        assertThat(start.command().text()).contains("find_port espalier.out.");
        start.replyTo().tell(new ShellReply.Finished(status));
    }

    private Asked execute(String text) {
        return user.execute(new ShellCommand(text, Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("the guest is there when its bashes are, and commands go to them")
    void commands() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            assertThat(boot(own, lane)).isEqualTo(FIRST_BOOT);

            var asked = execute("echo hello");
            var requested = lane.request();
            assertThat(requested.command()).isEqualTo("echo hello");
            lane.begin(requested);
            lane.say("hello\n");
            lane.end(requested, 3);

            assertThat(asked.exitStatus()).isEqualTo(3);
            assertThat(asked.text()).isEqualTo("hello\n");
        }
    }

    @Test
    @DisplayName("a recess begins when no command is under way, with the bashes that wait; what comes meanwhile begins after it")
    void recess() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            var first = execute("first");
            var requested = lane.request();
            lane.begin(requested);
            var recess = PortShell.recess(ports.address());
            var begun = recess.begin(Duration.ofMinutes(1)).toCompletableFuture();
            var second = execute("second");
            assertThat(begun).isNotDone();

            lane.end(requested, 0);
            assertThat(first.exitStatus()).isZero();
            assertThat(begun.get()).isEqualTo(new ResidentBashes(FIRST_BOOT, List.of(10L, 11L)));
            assertThat(ResidentBashes.parse(begun.get().line())).isEqualTo(begun.get());

            recess.end();
            var later = lane.request();
            assertThat(later.command()).isEqualTo("second");
            lane.begin(later);
            lane.end(later, 0);
            assertThat(second.exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("a recess that a command does not let begin is refused with that command, and others go on")
    void noRecess() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            execute("endless");
            var requested = lane.request();
            lane.begin(requested);
            assertThat(PortShell.recess(ports.address()).begin(Duration.ofMillis(10)).toCompletableFuture())
                    .failsWithin(Nursery.PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOf(NoRecess.class)
                    .withMessageContaining("endless");
            var second = execute("second");
            lane.end(requested, 0);
            var later = lane.request();
            lane.begin(later);
            lane.end(later, 0);
            assertThat(second.exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("the bashes of a guest that goes on are used as they are")
    void handover() throws Exception {
        left.leave(new ResidentBashes(FIRST_BOOT, List.of(10L, 11L)));
        try (var own = lane(0); var lane = lane(1)) {
            boot(FIRST_BOOT);
            assertThat(user.awaitConnection()).isEqualTo(FIRST_BOOT);
            own.say("late words of a background job\n");
            var asked = execute("true");
            var requested = lane.request();
            lane.begin(requested);
            lane.end(requested, 0);
            assertThat(asked.exitStatus()).isZero();
            ports.backdoorHearsNothing();
        }
    }

    @Test
    @DisplayName("bashes of another boot are not waited for")
    void handoverOfAnotherBoot() throws Exception {
        left.leave(new ResidentBashes(NEXT_BOOT, List.of(20L, 21L)));
        try (var own = lane(0); var lane = lane(1)) {
            assertThat(boot(own, lane)).isEqualTo(FIRST_BOOT);
        }
    }

    @Test
    @DisplayName("what an old bash still says is nobody's output")
    void noise() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            own.say("\0\n\377half a line of the last boot");
            boot(own, lane);

            var asked = execute("true");
            var requested = lane.request();
            lane.say("late words of a background job\n");
            lane.begin(requested);
            lane.end(requested, 0);

            assertThat(asked.exitStatus()).isZero();
            assertThat(asked.text()).isEmpty();
        }
    }

    @Test
    @DisplayName("a guest without ports gets its commands by the backdoor")
    void noPorts() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(FIRST_BOOT);
            startScriptEnds(1);
            assertThat(own.sync()).isNotEqualTo(lane.sync());
            assertThat(user.awaitConnection()).isEqualTo(FIRST_BOOT);

            var asked = execute("true");
            ports.backdoorHears().replyTo().tell(new ShellReply.Finished(5));

            assertThat(asked.exitStatus()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("a port that hangs up interrupts its command; the next one runs on a new bash")
    void hangUp() throws Exception {
        try (var own = lane(0)) {
            Asked lost;
            try (var lane = lane(1)) {
                boot(own, lane);
                lost = execute("sleep 1000");
                lane.begin(lane.request());
            }
            assertThat(lost.await()).isInstanceOf(ShellReply.Interrupted.class);

            var waiting = execute("echo again");
            try (var again = lane(1)) {
                var start = own.request();
                assertThat(start.command()).contains("find_port espalier.out.1");
                own.begin(start);
                own.end(start, 0);
                again.start(12);
                var requested = again.request();
                again.begin(requested);
                again.end(requested, 0);
                assertThat(waiting.exitStatus()).isZero();
            }
        }
    }

    @Test
    @DisplayName("another boot of the guest interrupts what ran, and is waited for")
    void reboot() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            var lost = execute("sleep 1000");
            lane.begin(lane.request());

            boot(NEXT_BOOT);

            assertThat(lost.await()).isInstanceOf(ShellReply.Interrupted.class);
            user.awaitDisconnection();
            startScriptEnds(0);
            own.start(10);
            lane.start(11);
            assertThat(user.awaitConnection()).isEqualTo(NEXT_BOOT);
        }
    }

    @Test
    @DisplayName("a guest that goes down while its bashes are started is waited for")
    void rebootWhileStarting() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(FIRST_BOOT);
            var start = ports.backdoorHears();
            assertThat(own.sync()).isNotEqualTo(lane.sync());
            start.replyTo().tell(new ShellReply.Interrupted("the guest's shell was started anew"));
            PortShell.ofBackdoor(ports.address()).disconnected(ports.backdoor());

            boot(NEXT_BOOT);

            startScriptEnds(0);
            own.start(10);
            lane.start(11);
            assertThat(user.awaitConnection()).isEqualTo(NEXT_BOOT);
        }
    }

    @Test
    @DisplayName("the backdoor of the same boot, connected again, disturbs nothing")
    void backdoorAgain() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            var asked = execute("true");
            var requested = lane.request();

            PortShell.ofBackdoor(ports.address()).disconnected(ports.backdoor());
            boot(FIRST_BOOT);
            lane.begin(requested);
            lane.end(requested, 0);

            assertThat(asked.exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("bashes that ended with the backdoor of the same boot are started anew, and what they ran is interrupted")
    void allShellsEnded() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            var lost = execute("sleep 1000");
            lane.begin(lane.request());

            PortShell.ofBackdoor(ports.address()).disconnected(ports.backdoor());
            boot(FIRST_BOOT);
            var census = ports.backdoorHears();
            assertThat(census.command().text()).contains(" 10 11;");
            var dead = "10\n11\n".getBytes(StandardCharsets.US_ASCII);
            census.stdout().write(dead, 0, 1);
            census.stdout().write(dead, 1, dead.length - 1);
            census.replyTo().tell(new ShellReply.Finished(0));

            assertThat(lost.await()).isInstanceOf(ShellReply.Interrupted.class);
            startScriptEnds(0);
            own.start(20);
            lane.start(21);
            var asked = execute("true");
            var requested = lane.request();
            lane.begin(requested);
            lane.end(requested, 0);
            assertThat(asked.exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("a command that is cancelled gets signals from the host's own bash; one that waits never begins")
    void cancel() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            var running = new LinkedBlockingQueue<ShellReply>();
            var waiting = new LinkedBlockingQueue<ShellReply>();
            var runningReply = executeTo(running);
            var requested = lane.request();
            lane.begin(requested);
            var waitingReply = executeTo(waiting);

            user.address().tell(new GuestShell.Cancel(waitingReply));
            user.address().tell(new GuestShell.Cancel(runningReply));

            assertThat(waiting.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ShellReply.Interrupted.class);
            var kill = own.request();
            assertThat(kill.command()).startsWith("kill -TERM -- -99");
            lane.end(requested, 143);
            assertThat(running.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(new ShellReply.Finished(143));
        }
    }

    @Test
    @DisplayName("a command that is cancelled before it has begun is signalled when it begins")
    void cancelledEarly() throws Exception {
        try (var own = lane(0); var lane = lane(1)) {
            boot(own, lane);
            var running = new LinkedBlockingQueue<ShellReply>();
            var waiting = new LinkedBlockingQueue<ShellReply>();
            var runningReply = executeTo(running);
            var requested = lane.request();
            var waitingReply = executeTo(waiting);

            user.address().tell(new GuestShell.Cancel(runningReply));
            user.address().tell(new GuestShell.Cancel(waitingReply));
            assertThat(waiting.poll(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(ShellReply.Interrupted.class);
            lane.begin(requested);

            assertThat(own.request().command()).startsWith("kill -TERM -- -99");
        }
    }

    private Asker executeTo(BlockingQueue<ShellReply> replies) {
        Asker asker = replies::add;
        user.address()
                .tell(new GuestShell.Execute(new ShellCommand("sleep 1000", Duration.ofMinutes(1)), ShellInput.none(),
                        OutputSink.nowhere(), OutputSink.nowhere(), asker));
        return asker;
    }
}
