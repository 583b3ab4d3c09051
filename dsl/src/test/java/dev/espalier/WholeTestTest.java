package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.espalier.error.CommandFailed;
import dev.espalier.error.ConditionBroken;
import dev.espalier.error.MachineDied;
import dev.espalier.error.SeveralFailures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a test can do with all of its machines, and with its own parts. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WholeTestTest {
    private TestingCluster test;
    private Machine one;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.local("one"), TestingCluster.local("two"),
                TestingCluster.local("three"));
        one = test.machine("one");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static Retry times(int attempts) {
        return Retry.times(attempts).every(Duration.ofMillis(1));
    }

    @Test
    @DisplayName("what fails is tried again until it does not, and its value is returned")
    void retrying() throws Exception {
        var attempts = new AtomicInteger();
        assertThat(times(5).call(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IOException("not yet");
            }
            return "done";
        })).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    @DisplayName("after the last attempt its failure is thrown")
    void retryingInVain() {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> times(3).run(() -> {
            throw new AssertionError("attempt " + attempts.incrementAndGet());
        })).isInstanceOf(AssertionError.class).hasMessage("attempt 3");
        assertThatThrownBy(() -> Retry.times(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a dead machine is not tried again")
    void retryingTheDead() {
        one.succeed("(sleep 0.2; kill -KILL -1) >/dev/null 2>&1 &");
        assertThatThrownBy(one::waitForShutdown).isInstanceOf(MachineDied.class);
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> times(100).run(() -> {
            attempts.incrementAndGet();
            one.succeed("true");
        })).isInstanceOf(MachineDied.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName("machines are waited for side by side")
    void waitingForAll() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        var all = new CyclicBarrier(3);
        test.cluster.waitAll(test.cluster.machines(), machine -> {
            all.await();
            names.add(machine.succeed("hostname").strip());
        });
        assertThat(names).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    @DisplayName("if several machines fail, all failures are told after all have ended; if one does, it is its own failure")
    void someFail() throws Exception {
        var ended = new AtomicInteger();
        assertThatThrownBy(() -> test.cluster.waitAll(test.cluster.machines(), machine -> {
            try {
                machine.succeed("echo as $HOSTNAME >&2; [ $(hostname) = two ]");
            } finally {
                ended.incrementAndGet();
            }
        })).isInstanceOf(SeveralFailures.class)
                .hasMessageContainingAll("of 3 machines, 2 failed", "one: a command failed", "three: a command failed")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2)
                        .hasOnlyElementsOfType(CommandFailed.class));
        assertThat(ended).hasValue(3);
        assertThatThrownBy(() -> test.cluster.waitAll(test.cluster.machines(),
                machine -> machine.succeed("[ $(hostname) != two ]"))).isInstanceOf(CommandFailed.class)
                .hasMessageContaining("two: a command failed");
    }

    @Test
    @DisplayName("who is interrupted while waiting for all interrupts them")
    void interrupted() throws Exception {
        var running = new CountDownLatch(3);
        var cancelled = new CountDownLatch(3);
        var waiting = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> test.cluster.waitAll(
                        test.cluster.machines(), machine -> {
                            running.countDown();
                            try {
                                machine.succeed("sleep 600");
                            } catch (CancellationException e) {
                                cancelled.countDown();
                            }
                        })).isInstanceOf(CancellationException.class));
        running.await();
        waiting.interrupt();
        cancelled.await();
        waiting.join();
    }

    @Test
    @DisplayName("a condition is looked at before each command while it is wanted, and not before or after")
    void condition() throws Exception {
        var looks = new AtomicInteger();
        var condition = test.cluster.pollingCondition("it is looked at", Duration.ZERO,
                () -> looks.incrementAndGet() > 0);
        one.succeed("true");
        condition.during(() -> {
            assertThat(looks).hasValue(0);
            one.succeed("true", "true");
            assertThat(looks).hasValue(2);
            one.waitForFile("/");
            assertThat(looks).hasValue(3);
        });
        one.succeed("true");
        assertThat(looks).hasValue(3);
    }

    @Test
    @DisplayName("a condition is looked at once in its interval at most")
    void interval() throws Exception {
        var looks = new AtomicInteger();
        test.cluster.pollingCondition("it is looked at", Duration.ofHours(1), () -> looks.incrementAndGet() > 0)
                .during(() -> one.succeed("true", "true", "true"));
        assertThat(looks).hasValue(1);
    }

    @Test
    @DisplayName("a condition that breaks ends what is done, also when it throws, and may use the machine itself")
    void broken() {
        var done = new ArrayList<String>();
        var condition = test.cluster.pollingCondition("the mark is not there", Duration.ZERO,
                () -> one.execute("[ -e /run/mark ]").exitStatus() != 0);
        assertThatThrownBy(() -> condition.during(() -> {
            one.succeed("touch /run/mark");
            done.add("touched");
            one.succeed("true");
            done.add("gone on");
        })).isInstanceOf(ConditionBroken.class).hasMessageContaining("the mark is not there");
        assertThat(done).containsExactly("touched");
        var throwing = test.cluster.pollingCondition("the mark is not there", Duration.ZERO, () -> {
            one.fail("[ -e /run/mark ]");
            return true;
        });
        assertThatThrownBy(() -> throwing.during(() -> one.waitForFile("/"))).isInstanceOf(ConditionBroken.class)
                .hasMessageContaining("was to fail");
        assertThatCode(() -> one.succeed("true")).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("a condition can be waited for")
    void awaited() throws Exception {
        var holds = new AtomicBoolean();
        var condition = test.cluster.pollingCondition("it holds at the second look", () -> holds.getAndSet(true));
        condition.await(times(2));
        var never = test.cluster.pollingCondition("it never holds", () -> false);
        assertThatThrownBy(() -> never.await(times(3))).isInstanceOf(AssertionError.class)
                .hasMessageContaining("it never holds");
    }
}
