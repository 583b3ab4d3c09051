package dev.espalier.engine;

import java.util.function.Supplier;

import dev.espalier.error.BootFailed;
import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineRestored;

/** Tells all who wait for something of one life of a machine that it has ended, and how; and whoever listens. */
final class Endings {
    private final MachineSetup setup;
    private final Boot boot;
    private final ConsoleEvidence evidence;

    Endings(MachineSetup setup, Boot boot, ConsoleEvidence evidence) {
        this.setup = setup;
        this.boot = boot;
        this.evidence = evidence;
    }

    /** It did not begin. */
    void notStarted(String why) {
        var failure = failure(why);
        boot.fail(failure);
        boot.endedBadly(failure);
        setup.listener().stopped(setup.name());
    }

    /** Its guest has not answered in time. It goes on, but nobody waits for it any more. */
    void overdue() {
        boot.fail(failure("its guest has not answered for " + setup.patience().toSeconds() + " s"));
    }

    private Supplier<BootFailed> failure(String why) {
        var console = evidence.tail();
        return () -> new BootFailed(setup.name(), why, boot.output(), console);
    }

    /** It went down in good order. */
    void down(Death death) {
        var console = evidence.tail();
        boot.fail(() -> new MachineDied(setup.name(), death, boot.output(), console));
        setup.listener().stopped(setup.name());
        boot.ended();
    }

    /** It is ended for a life that begins with a snapshot. */
    void restored() {
        boot.commands().failSent(command -> MachineRestored.during(setup.name(), command.text()));
        Supplier<MachineRestored> why = () -> MachineRestored.whileWaiting(setup.name());
        boot.fail(why);
        boot.endedBadly(why);
        setup.listener().stopped(setup.name());
    }

    /** How it is told that it went down. */
    Supplier<MachineDied> of(Death death) {
        var console = evidence.of(death);
        return () -> new MachineDied(setup.name(), death, boot.output(), console);
    }

    /** It went down, and nobody wanted that. */
    void died(Supplier<MachineDied> how) {
        boot.fail(how);
        boot.endedBadly(how);
    }

    /** It went down with the cluster, which tells those who wait. */
    void closed() {
        setup.listener().stopped(setup.name());
    }
}
