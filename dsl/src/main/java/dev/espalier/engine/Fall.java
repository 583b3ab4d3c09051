package dev.espalier.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.error.RebootReason;

/**
 * A guest that went down to come up again, and why, by the signs so far. A later sign says more than an earlier one, but
 * for resets that another sign has announced or that are part of the last one.
 *
 * @param began     when it was first seen
 * @param lastReset of the reset that belongs to the reason, if there was one
 */
record Fall(Instant began, RebootReason reason, Optional<Instant> lastReset) {

    /** A machine's firmware resets it again as it comes up; no guest gets so soon to where it could. */
    private static final Duration ONE_RESET = Duration.ofMillis(500);

    /** Nothing was seen but that another boot of the guest answers. */
    static Fall unseen(Instant now) {
        return new Fall(now, RebootReason.KEXEC, Optional.empty());
    }

    /** Another boot of the guest answers on a connection that was lost. */
    static Fall outOfSight(Instant since) {
        return new Fall(since, RebootReason.OUT_OF_SIGHT, Optional.empty());
    }

    /** The fall that an event tells of, if it is one. */
    static Optional<Fall> toldBy(MachineEvent event, Instant now) {
        return switch (event) {
            case MachineEvent.GuestReset reset -> Optional.of(new Fall(now, RebootReason.GUEST, Optional.of(now)));
            case MachineEvent.HostReset reset -> Optional.of(new Fall(now, RebootReason.HOST, Optional.of(now)));
            case MachineEvent.WatchdogFired fired ->
                Optional.of(new Fall(now, RebootReason.WATCHDOG, Optional.empty()));
            case MachineEvent.GuestPanicked panicked ->
                Optional.of(new Fall(now, RebootReason.PANIC, Optional.empty()));
            case MachineEvent.ProcessStarted started -> Optional.empty();
            case MachineEvent.ProcessExited exited -> Optional.empty();
            case MachineEvent.ProcessSaid said -> Optional.empty();
            case MachineEvent.ShellConnected connected -> Optional.empty();
            case MachineEvent.ConnectionLost lost -> Optional.empty();
            case MachineEvent.ShellDisconnected disconnected -> Optional.empty();
            case MachineEvent.LeftBehind left -> Optional.empty();
            case MachineEvent.PortsMade made -> Optional.empty();
            case MachineEvent.GuestPoweredOff off -> Optional.empty();
        };
    }

    /** The same fall after one more event. */
    Fall then(MachineEvent event, Instant now) {
        return toldBy(event, now)
                .map(next -> new Fall(began, isPartOfThis(event, now) ? reason : next.reason(), next.lastReset()))
                .orElse(this);
    }

    private boolean isPartOfThis(MachineEvent event, Instant now) {
        return event instanceof MachineEvent.GuestReset
                && lastReset.filter(last -> Duration.between(last, now).compareTo(ONE_RESET) > 0).isEmpty();
    }

    /** For how long the guest has been down. */
    Duration age(Instant now) {
        return Duration.between(began, now);
    }
}
