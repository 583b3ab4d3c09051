package dev.espalier.error;

import java.time.Duration;
import java.util.List;

/** What was waited for did not come. */
public final class WaitTimedOut extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final Duration waited;

    /**
     * @param what      what was waited for, such as {@code port 80 to be open}
     * @param lastState how it stood at the last look
     */
    public WaitTimedOut(String machine, String what, Duration waited, String lastState, List<String> console) {
        super(new Evidence(machine + ": waited " + waited.toSeconds() + " s in vain for " + what)
                .block("the last look", lastState)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.waited = waited;
    }

    public String machine() {
        return machine;
    }

    public Duration waited() {
        return waited;
    }
}
