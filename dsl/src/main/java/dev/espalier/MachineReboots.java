package dev.espalier;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Reset;
import dev.espalier.engine.Asks;
import dev.espalier.engine.EngineMachine;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.CommandLost;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootReason;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.guest.Guest;

/** The reboots of one machine's guest. */
final class MachineReboots {
    private static final String WAIT = "its reboot";

    /** The exit status of a command that a signal ended is at least that. */
    private static final int FIRST_SIGNAL = 128;

    private final Machine machine;
    private final Guest shell;
    private final EngineMachine engine;
    private final Announcer announcer;

    MachineReboots(Machine machine, Guest shell, EngineMachine engine, Announcer announcer) {
        this.machine = machine;
        this.shell = shell;
        this.engine = engine;
        this.announcer = announcer;
    }

    void start(StartOptions options) {
        switch (options.resets()) {
            case END -> {
            }
            case REBOOT -> {
                var unused = machine.require(Reboot.class);
            }
        }
        Asks.await(engine.start(options.resets()));
    }

    void reboot() {
        next(this::command);
    }

    /** What brings the guest down may end the command too, in whatever way, before it can say how it ended. */
    private void command() {
        var command = machine.require(Reboot.class).use(reboot -> CompletableFuture.completedStage(reboot.command()));
        try {
            var result = machine.execute(command);
            if (!result.succeeded() && result.exitStatus() < FIRST_SIGNAL) {
                throw CommandFailed.unsuccessful(machine.name(), command, result, shell.consoleTail());
            }
        } catch (MachineRebooted | CommandLost asWanted) {
            // the wait tells more
        }
    }

    void reset() {
        next(() -> {
            var unused = machine.require(Reset.class).use(Reset::reset);
        });
    }

    /**
     * Refused before anything is done. A boot that is just coming up is not the one that is wanted; and QEMU's firmware does
     * not survive a reset in its first moments.
     */
    private void next(Runnable cause) {
        listen().cancel(false);
        announcer.waiting(machine.name(), WAIT, () -> {
            machine.waitForShell();
            var reboot = listen();
            try {
                cause.run();
                var unused = Asks.await(reboot);
            } finally {
                reboot.cancel(false);
            }
        });
    }

    private CompletableFuture<Optional<RebootReason>> listen() {
        var reboot = new CompletableFuture<Optional<RebootReason>>();
        Asks.await(engine.awaitNextReboot(reboot));
        return reboot;
    }

    RebootReason await(Duration timeout) {
        return announcer.waiting(machine.name(), WAIT, () -> Asks.await(engine.awaitReboot(timeout))
                .orElseThrow(() -> new WaitTimedOut(machine.name(), WAIT, timeout, "", shell.consoleTail())));
    }
}
