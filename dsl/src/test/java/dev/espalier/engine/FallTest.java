package dev.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.error.RebootReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the signs of a guest's end, in the order in which QEMU tells them, say of why it reboots. */
class FallTest {
    private static final Instant START = Instant.parse("2026-11-20T13:00:00Z");
    private static final MachineEvent RESET = new MachineEvent.GuestReset();
    private static final MachineEvent BUTTON = new MachineEvent.HostReset();
    private static final MachineEvent WATCHDOG = new MachineEvent.WatchdogFired();
    private static final MachineEvent PANIC = new MachineEvent.GuestPanicked();

    private static Instant after(long millis) {
        return START.plusMillis(millis);
    }

    private static Fall fall(MachineEvent first) {
        return Fall.toldBy(first, START).orElseThrow();
    }

    @Test
    @DisplayName("several resets in a row are one reboot of the guest's own")
    void resets() {
        var fall = fall(RESET).then(RESET, after(20)).then(RESET, after(30));
        assertThat(fall.reason()).isEqualTo(RebootReason.GUEST);
        assertThat(fall.age(after(4200))).isEqualTo(Duration.ofMillis(4200));
    }

    @Test
    @DisplayName("resets that a watchdog, a panic or somebody outside brings about do not hide who it was")
    void causes() {
        assertThat(fall(WATCHDOG).then(RESET, after(1)).then(RESET, after(40)).reason())
                .isEqualTo(RebootReason.WATCHDOG);
        assertThat(fall(BUTTON).then(RESET, after(30)).reason()).isEqualTo(RebootReason.HOST);
        assertThat(fall(PANIC).then(RESET, after(15)).reason()).isEqualTo(RebootReason.PANIC);
    }

    @Test
    @DisplayName("a kernel that panics may take its time to reset itself")
    void slowPanic() {
        assertThat(fall(PANIC).then(RESET, after(30_000)).then(RESET, after(30_020)).reason())
                .isEqualTo(RebootReason.PANIC);
    }

    @Test
    @DisplayName("a panicked kernel that a watchdog or somebody outside resets is told by that")
    void lastSign() {
        assertThat(fall(PANIC).then(WATCHDOG, after(9000)).then(RESET, after(9001)).reason())
                .isEqualTo(RebootReason.WATCHDOG);
        assertThat(fall(PANIC).then(BUTTON, after(9000)).then(RESET, after(9030)).reason())
                .isEqualTo(RebootReason.HOST);
    }

    @Test
    @DisplayName("a guest that goes down again before it answers is told by the last time, and was down all the while")
    void twice() {
        var twice = fall(WATCHDOG).then(RESET, after(1)).then(RESET, after(3000));
        assertThat(twice.reason()).isEqualTo(RebootReason.GUEST);
        assertThat(twice.age(after(6000))).isEqualTo(Duration.ofSeconds(6));
        assertThat(fall(RESET).then(PANIC, after(2000)).then(RESET, after(2010)).reason())
                .isEqualTo(RebootReason.PANIC);
    }

    @Test
    @DisplayName("another boot without any sign is a kexec")
    void unseen() {
        assertThat(Fall.unseen(START).reason()).isEqualTo(RebootReason.KEXEC);
    }

    @Test
    @DisplayName("what a machine says besides is no fall, and changes none")
    void otherEvents() {
        var said = new MachineEvent.ProcessSaid("a warning");
        assertThat(Fall.toldBy(said, START)).isEmpty();
        assertThat(fall(WATCHDOG).then(said, after(1))).isEqualTo(fall(WATCHDOG));
    }
}
