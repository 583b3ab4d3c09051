package dev.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.error.RebootReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is told of which reboot. */
class RebootsTest {
    private static final Instant START = Instant.parse("2026-11-20T13:00:00Z");

    private final Reboots reboots = new Reboots("one", ResetPolicy.REBOOT, START);

    private CompletableFuture<Optional<RebootReason>> await() {
        var reply = new CompletableFuture<Optional<RebootReason>>();
        reboots.await(reply);
        return reply;
    }

    private CompletableFuture<Optional<RebootReason>> awaitNext() {
        var reboot = new CompletableFuture<Optional<RebootReason>>();
        var reply = new CompletableFuture<Void>();
        reboots.awaitNext(reply, reboot);
        assertThat(reply).isCompleted();
        return reboot;
    }

    @Test
    @DisplayName("a reboot is told to all who wait for it, and to nobody who comes later")
    void waiting() {
        var first = await();
        var second = awaitNext();
        reboots.happened(RebootReason.WATCHDOG);
        assertThat(first).isCompletedWithValue(Optional.of(RebootReason.WATCHDOG));
        assertThat(second).isCompletedWithValue(Optional.of(RebootReason.WATCHDOG));
        assertThat(await()).isNotDone();
    }

    @Test
    @DisplayName("reboots that nobody waited for are told to those who come, in their order")
    void untold() {
        reboots.happened(RebootReason.PANIC);
        reboots.happened(RebootReason.GUEST);
        assertThat(await()).isCompletedWithValue(Optional.of(RebootReason.PANIC));
        assertThat(await()).isCompletedWithValue(Optional.of(RebootReason.GUEST));
        assertThat(await()).isNotDone();
    }

    @Test
    @DisplayName("who has given up is not told, so the next one is")
    void givenUp() {
        await().complete(Optional.empty());
        reboots.happened(RebootReason.GUEST);
        assertThat(await()).isCompletedWithValue(Optional.of(RebootReason.GUEST));
    }

    @Test
    @DisplayName("who waits for the next reboot is not told of those before, and nor is anybody else")
    void next() {
        reboots.happened(RebootReason.PANIC);
        var next = awaitNext();
        assertThat(next).isNotDone();
        reboots.happened(RebootReason.GUEST);
        assertThat(next).isCompletedWithValue(Optional.of(RebootReason.GUEST));
        assertThat(await()).isNotDone();
    }

    @Test
    @DisplayName("the same boot that answers again is no next one, and neither is the first")
    void identity() {
        assertThat(reboots.isNext("a")).isFalse();
        assertThat(reboots.isLast("a")).isFalse();
        reboots.answers("a", START.plusSeconds(5));
        assertThat(reboots.isNext("a")).isFalse();
        assertThat(reboots.isLast("a")).isTrue();
        assertThat(reboots.isNext("b")).isTrue();
        assertThat(reboots.since()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    @DisplayName("who waits hears of the machine's end")
    void end() {
        var reboot = await();
        reboots.fail(() -> new ClusterFailed("closed"));
        assertThatThrownBy(reboot::join).hasCauseInstanceOf(ClusterFailed.class);
    }

    @Test
    @DisplayName("nobody waits for what is not allowed")
    void notAllowed() {
        var end = new Reboots("one", ResetPolicy.END, START);
        var any = new CompletableFuture<Optional<RebootReason>>();
        var next = new CompletableFuture<Void>();
        end.await(any);
        end.awaitNext(next, new CompletableFuture<>());
        assertThatThrownBy(any::join).hasCauseInstanceOf(RebootNotAllowed.class);
        assertThatThrownBy(next::join).hasCauseInstanceOf(RebootNotAllowed.class);
    }
}
