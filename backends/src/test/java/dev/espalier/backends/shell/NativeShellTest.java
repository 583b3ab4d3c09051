package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands that each have a real bash to themselves, in namespaces of this host.
 *
 * <p>Long, as it is all that is expected of commands that somebody launches one by one.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@NeedsHost(programs = {"bash", "unshare", "nsenter"})
class NativeShellTest {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private final Path directory;
    private final Keeper keeper = Keeper.start(Isolation.forMachines());
    private final Address<NativeShell.Message> address = new Address<>("shell");
    private final ShellUser user = new ShellUser();
    private final Nursery nursery;

    NativeShellTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        nursery = Nursery.of(ChildSpec.worker("shell", NativeShell.of(address, directory.toString(), user)));
        nursery.awaitUp("shell");
    }

    @AfterEach
    void close() {
        nursery.close();
        keeper.close();
    }

    CommandLauncher host() {
        return new ProcessLauncher(keeper::entering, directory, Map.of("PATH", HostPrograms.PATH, "LANG", "C.UTF-8"));
    }

    final String reach() throws InterruptedException {
        return reach(host(), 32);
    }

    final String reach(CommandLauncher launcher, int atOnce) throws InterruptedException {
        address.tell(NativeShell.reached(launcher, atOnce));
        return user.awaitConnection();
    }

    final Asked ask(String text) {
        return user.execute(new ShellCommand(text, MINUTE));
    }

    final Asked ask(String text, ShellInput input) {
        return Asked.of(user.address(), new ShellCommand(text, MINUTE), input);
    }

    final String say(String text) throws Exception {
        var asked = ask(text);
        assertThat(asked.exitStatus()).as(text).isZero();
        return asked.text();
    }

    private void sleepFor(Asker asker) {
        user.address()
                .tell(new GuestShell.Execute(new ShellCommand("sleep 1000", MINUTE), ShellInput.none(),
                        OutputSink.nowhere(), OutputSink.nowhere(), asker));
    }

    @Test
    @DisplayName("a guest that is reached says which boot it is")
    void greeting() throws Exception {
        assertThat(reach()).isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }

    @Test
    @DisplayName("outputs come back apart, with the exit status")
    void outputs() throws Exception {
        reach();
        var asked = ask("echo out; echo err >&2; pwd; exit 7");
        assertThat(asked.exitStatus()).isEqualTo(7);
        assertThat(asked.text()).isEqualTo("out\n" + directory + "\n");
        assertThat(new String(asked.stderr().bytes(), StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    @Test
    @DisplayName("a command that speaks of its own shell means that of a bash of its own")
    void ownShell() throws Exception {
        reach();
        assertThat(ask("kill -TERM $$").exitStatus()).isEqualTo(128 + 15);
        assertThat(say("set -- a b; f() { echo $0; }; f").strip()).endsWith("bash");
        assertThat(say("echo ${#}")).isEqualTo("0\n");
    }

    @Test
    @DisplayName("megabytes come back as they are, and a command may be as long")
    void size() throws Exception {
        reach();
        var asked = ask("head -c 3000000 /dev/zero | tr '\\0' '\\377'; head -c 1000001 /dev/zero >&2");
        assertThat(asked.exitStatus()).isZero();
        assertThat(asked.stdout().bytes()).hasSize(3_000_000).containsOnly(0xff);
        assertThat(asked.stderr().bytes()).hasSize(1_000_001).containsOnly(0);
        assertThat(say(": " + "x".repeat(1_000_000) + "\necho done")).isEqualTo("done\n");
        assertThat(say(": " + "x".repeat(1_000_000) + "\n[ $$ = $BASHPID ]; echo done")).isEqualTo("done\n");
    }

    @Test
    @DisplayName("a hundred at once each have their own output")
    void manyAtOnce() throws Exception {
        reach();
        var all = IntStream.range(0, 100).mapToObj(n -> ask("sleep 0.1; echo " + n + "; exit " + n)).toList();
        for (var n = 0; n < all.size(); n++) {
            assertThat(all.get(n).exitStatus()).isEqualTo(n);
            assertThat(all.get(n).text()).isEqualTo(n + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5_000_001})
    @DisplayName("a command reads its input to the end")
    void input(int size) throws Exception {
        reach();
        var asked = ask("cat", ShellInput.of(new byte[size]));
        assertThat(asked.exitStatus()).isZero();
        assertThat(asked.stdout().bytes()).hasSize(size);
    }

    @Test
    @DisplayName("a command need not read what it is given")
    void unreadInput() throws Exception {
        reach();
        assertThat(ask("head -c 1 | tr '\\0' a", ShellInput.of(new byte[10_000_000])).exitStatus()).isZero();
        assertThat(ask("exit 3", ShellInput.of(new byte[10_000_000])).exitStatus()).isEqualTo(3);
    }

    @Test
    @DisplayName("an input that cannot be had ends its command, which has not read a shorter one for the whole")
    void brokenInput() throws Exception {
        reach();
        var broken = new ShellInput(10, () -> new ByteArrayInputStream(new byte[3]));
        assertThat(ask("cat; sleep 1000", broken).await()).isInstanceOf(ShellReply.InputFailed.class);
        var gone = new ShellInput(10, () -> {
            throw new NoSuchFileException("gone");
        });
        assertThat(ask("sleep 1000", gone).await()).isInstanceOf(ShellReply.InputFailed.class);
        var confused = new ShellInput(10, () -> {
            throw new IllegalStateException("not open");
        });
        assertThat(ask("sleep 1000", confused).await()).isInstanceOf(ShellReply.InputFailed.class);
        assertThat(say("echo next")).isEqualTo("next\n");
    }

    @Test
    @DisplayName("an output that nobody takes any more ends its command")
    void refusedOutput() throws Exception {
        reach();
        var reply = new CompletableFuture<ShellReply>();
        user.address()
                .tell(new GuestShell.Execute(new ShellCommand("yes", MINUTE), ShellInput.none(),
                        (bytes, from, length) -> {
                            throw new IOException("full");
                        }, OutputSink.nowhere(), reply::complete));
        assertThat(reply.get()).isInstanceOfSatisfying(ShellReply.OutputRefused.class,
                refused -> assertThat(refused.why()).hasMessage("full"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000", "trap '' TERM; sleep 1000 & wait; sleep 1000"})
    @DisplayName("a command whose time is up is ended with all it has started in its group")
    void timeout(String text) throws Exception {
        reach();
        var asked = user.execute(
                new ShellCommand("echo $BASHPID; " + text, Duration.ofMillis(500)));
        assertThat(asked.exitStatus()).isEqualTo(ShellReply.TIMED_OUT);
        say("while kill -0 -- -" + asked.text().strip() + " 2>/dev/null; do sleep 0.01; done");
    }

    @Test
    @DisplayName("a cancelled command ends, whether it waits, has just been given or runs")
    void cancel() throws Exception {
        reach();
        for (var round = 0; round < 20; round++) {
            var reply = new CompletableFuture<ShellReply>();
            Asker asker = reply::complete;
            sleepFor(asker);
            if (round % 2 == 0) {
                say("true");
            }
            user.address().tell(new GuestShell.Cancel(asker));
            assertThat(reply.get()).isEqualTo(new ShellReply.Finished(128 + 15));
        }
    }

    @Test
    @DisplayName("a process that is left behind does not hold up its command, and is told of by its name")
    void leftBehind() throws Exception {
        reach();
        assertThat(say("sleep 1000 & echo $!")).satisfies(pid -> {
            var left = user.awaitLeftBehind();
            assertThat(left.name()).isEqualTo("sleep");
            assertThat(pid.strip()).isNotEqualTo("0");
        });
    }

    @Test
    @DisplayName("what is left behind may go on talking, and disturbs nobody")
    void noise() throws Exception {
        reach();
        var pid = say("while sleep 0.01; do echo noise; done & echo $!").lines().findFirst().orElseThrow();
        for (var round = 0; round < 20; round++) {
            assertThat(say("echo quiet")).isEqualTo("quiet\n");
        }
        assertThat(ask("kill " + pid).exitStatus()).isZero();
    }

    @Test
    @DisplayName("a command that kills its bash is interrupted, also if something of it lives on")
    void killedBash() throws Exception {
        reach();
        assertThat(ask("kill -KILL $PPID; sleep 1000").await()).isInstanceOf(ShellReply.Interrupted.class);
        assertThat(ask("sleep 1000 & kill -KILL $PPID; sleep 1000").await())
                .isInstanceOf(ShellReply.Interrupted.class);
    }

    @Test
    @DisplayName("the next command finds a bash when all that were there have been killed")
    void killedAll() throws Exception {
        reach();
        for (var round = 0; round < 5; round++) {
            assertThat(ask("kill -KILL -1").await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(say("echo " + round)).isEqualTo(round + "\n");
        }
    }

    @Test
    @DisplayName("when the guest is lost, its commands are interrupted; when it is reached again, others run")
    void lost() throws Exception {
        var launcher = host();
        reach(launcher, 32);
        var asked = ask("sleep 1000");
        address.tell(NativeShell.lost(host(), "another one is gone"));
        assertThat(say("echo here")).isEqualTo("here\n");
        address.tell(NativeShell.lost(launcher, "it is gone"));
        assertThat(asked.await()).isEqualTo(new ShellReply.Interrupted("it is gone"));
        user.awaitDisconnection();
        var early = ask("echo early");
        reach();
        assertThat(early.exitStatus()).isZero();
        assertThat(early.text()).isEqualTo("early\n");
    }

    @Test
    @DisplayName("what runs can be ended in the guest, with all it has started, also if it does not heed SIGTERM")
    void endAll() throws Exception {
        reach();
        var heedless = ask("trap '' TERM; echo $BASHPID >first; while :; do sleep 0.1; done");
        var parent = ask("sleep 1000 & echo $! >second; wait");
        var both = ask("while ! [ -s first ] || ! [ -s second ]; do sleep 0.1; done; cat first second");
        assertThat(both.exitStatus()).isZero();
        var done = new CompletableFuture<Void>();
        address.tell(NativeShell.endAll(() -> done.complete(null)));
        assertThat(heedless.await()).isInstanceOf(ShellReply.Interrupted.class);
        assertThat(parent.await()).isInstanceOf(ShellReply.Interrupted.class);
        done.get(30, TimeUnit.SECONDS);
        assertThat(both.text().lines()).hasSize(2)
                .allSatisfy(pid -> assertThat(new ProcessBuilder(
                        keeper.entering(List.of("kill", "-0", pid))).redirectErrorStream(true).start().waitFor())
                        .isNotZero());
        assertThat(ask("echo late").await()).isInstanceOf(ShellReply.Interrupted.class);
    }

    @Test
    @DisplayName("what is to be ended where nothing runs has ended at once")
    void nothingToEnd() throws Exception {
        var done = new CompletableFuture<Void>();
        address.tell(NativeShell.endAll(() -> done.complete(null)));
        done.get(30, TimeUnit.SECONDS);
    }

    /** A guest that runs so many programs at once, and refuses more. */
    private record NarrowGuest(CommandLauncher host, Semaphore places) implements CommandLauncher {
        @Override
        public LaunchedCommand launch(List<String> command) throws IOException {
            if (!places.tryAcquire()) {
                throw new LaunchRefused("it is full");
            }
            var launched = host.launch(command);
            return new Placed(launched, launched.ended().thenRun(places::release));
        }
    }

    private record Placed(LaunchedCommand launched, CompletionStage<?> ended) implements LaunchedCommand {
        @Override
        public OutputStream stdin() {
            return launched.stdin();
        }

        @Override
        public InputStream stdout() {
            return launched.stdout();
        }

        @Override
        public InputStream stderr() {
            return launched.stderr();
        }

        @Override
        public void close() {
            launched.close();
        }
    }

    @Test
    @DisplayName("a guest that takes fewer commands at once than it is given takes them one after the other")
    void refused() throws Exception {
        reach(new NarrowGuest(host(), new Semaphore(3)), 32);
        var asked = IntStream.range(0, 20).mapToObj(number -> ask("sleep 0.05; echo " + number)).toList();
        for (int number = 0; number < asked.size(); number++) {
            assertThat(asked.get(number).exitStatus()).isZero();
            assertThat(asked.get(number).text()).isEqualTo(number + "\n");
        }
    }

    @Test
    @DisplayName("a command that waits for its place can be cancelled")
    void refusedAndCancelled() throws Exception {
        reach(new NarrowGuest(host(), new Semaphore(2)), 32);
        var running = IntStream.range(0, 2).mapToObj(number -> ask("sleep 2")).toList();
        var waiting = new CompletableFuture<ShellReply>();
        Asker asker = waiting::complete;
        sleepFor(asker);
        user.address().tell(new GuestShell.Cancel(asker));
        assertThat(waiting.get()).isIn(new ShellReply.Finished(128 + 15),
                new ShellReply.Interrupted("it was cancelled before it began"));
        for (var asked : running) {
            assertThat(asked.exitStatus()).isZero();
        }
    }

    @Test
    @DisplayName("what commands have left behind is heard no more when there is no place for others")
    void refusedForLeftovers() throws Exception {
        reach(new NarrowGuest(host(), new Semaphore(4)), 32);
        for (int time = 0; time < 12; time++) {
            assertThat(say("sleep 1000 & echo started")).isEqualTo("started\n");
        }
    }

    @Test
    @DisplayName("a guest that takes no command at all is an error that says so")
    void refusedAlways() throws Exception {
        address.tell(NativeShell.reached(new NarrowGuest(host(), new Semaphore(0)), 32));
        assertThat(nursery.awaitEnd("shell").describe()).contains("no bash answers", "it is full");
    }

    @Test
    @DisplayName("a guest without a bash is an error that says so")
    void noBash() throws Exception {
        address.tell(NativeShell.reached(new ProcessLauncher(
                command -> List.of("sh", "-c", "echo there is no bash >&2; exit 127"), directory, Map.of()), 32));
        assertThat(nursery.awaitEnd("shell").describe()).contains("no bash answers", "there is no bash");
    }

    @Test
    @DisplayName("a guest whose commands cannot be started is an error that says so")
    void noEntrance() throws Exception {
        address.tell(NativeShell.reached(command -> {
            throw new IOException("the door is shut");
        }, 32));
        assertThat(nursery.awaitEnd("shell").describe()).contains("no bash answers", "the door is shut");
    }

    @Test
    @DisplayName("a pause begins when all commands have ended; those that come meanwhile run after it, though the guest was left and reached again")
    void pause() throws Exception {
        var launcher = host();
        var boot = reach(launcher, 32);
        var recess = NativeShell.recess(address);
        var before = ask("sleep 0.5; echo before");
        var quiet = recess.begin(MINUTE).toCompletableFuture();
        var meanwhile = ask("echo meanwhile");
        assertThat(quiet.get(1, TimeUnit.MINUTES)).isEqualTo(boot);
        assertThat(before.exitStatus()).isZero();
        assertThat(before.text()).isEqualTo("before\n");
        address.tell(NativeShell.lost(launcher, "it is left"));
        address.tell(NativeShell.reached(host(), 32));
        assertThat(meanwhile.reply()).isNotDone();
        recess.end();
        assertThat(meanwhile.exitStatus()).isZero();
        assertThat(meanwhile.text()).isEqualTo("meanwhile\n");
        assertThat(recess.begin(MINUTE).toCompletableFuture().get(1, TimeUnit.MINUTES)).isEqualTo(boot);
        recess.end();
        assertThat(say("echo after")).isEqualTo("after\n");
        user.assertHearsNothing();
    }

    @Test
    @DisplayName("a command that does not end is why there is no pause, and all go on")
    void noPause() throws Exception {
        reach();
        var endless = ask("while [ ! -e stop ]; do sleep 0.05; done; echo stopped");
        var quiet = NativeShell.recess(address).begin(Duration.ofMillis(300)).toCompletableFuture();
        var meanwhile = ask("echo meanwhile");
        assertThat(quiet).failsWithin(MINUTE)
                .withThrowableThat()
                .withCauseInstanceOf(NoRecess.class)
                .withMessageContaining("while [ ! -e stop ]");
        assertThat(meanwhile.exitStatus()).isZero();
        assertThat(meanwhile.text()).isEqualTo("meanwhile\n");
        say("touch stop");
        assertThat(endless.exitStatus()).isZero();
        assertThat(endless.text()).isEqualTo("stopped\n");
    }

    @Test
    @DisplayName("a guest that is not reached has no moment for a pause, and one that is lost before it began has none any more")
    void pauseOfNobody() throws Exception {
        var recess = NativeShell.recess(address);
        assertThat(recess.begin(MINUTE).toCompletableFuture()).failsWithin(MINUTE)
                .withThrowableThat()
                .withMessageContaining("does not answer");
        var launcher = host();
        reach(launcher, 32);
        var lost = ask("sleep 600");
        var quiet = recess.begin(MINUTE).toCompletableFuture();
        address.tell(NativeShell.lost(launcher, "it burnt"));
        assertThat(quiet).failsWithin(MINUTE).withThrowableThat().withMessageContaining("it burnt");
        assertThat(lost.await()).isInstanceOf(ShellReply.Interrupted.class);
        user.awaitDisconnection();
    }
}
