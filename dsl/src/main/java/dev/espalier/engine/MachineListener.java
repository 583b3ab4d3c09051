package dev.espalier.engine;

import java.time.Duration;

import dev.espalier.error.MachineDied;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.console.ConsoleLine;

/** Hears of the lives of a cluster's machines. Called by their actors: returns soon. */
public interface MachineListener {

    void starting(String machine);

    /** The guest answers, so long after it was started. */
    void ready(String machine, Duration after);

    /** A process in the guest holds the output of a command that has ended: what it says there is lost. */
    void leftBehind(String machine, String process, long pid);

    /** Its guest went down, to come up again. */
    void rebooting(String machine);

    /** The guest answers again, in another boot, so long after it was seen to go down. */
    void rebooted(String machine, RebootReason why, Duration after);

    /** A line on its console. */
    void said(String machine, ConsoleLine line);

    /** It is down, as it was to be. */
    void stopped(String machine);

    /** It is down, and nobody wanted that; it is started again after a pause. */
    void restarting(String machine, MachineDied how, Duration pause);

    /** It is down, and nobody wanted that. */
    void died(String machine, MachineDied how);
}
