package dev.espalier.error;

import java.time.Duration;
import java.util.List;

/** What was waited for did not come. */
public final class WaitTimedOut extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final Duration waited;

    /** As {@link #WaitTimedOut(String, String, Duration, List, List)}, with how it stood at the last look. */
    public WaitTimedOut(String machine, String what, Duration waited, String lastState, List<String> console) {
        this(machine, what, waited, List.of(Finding.ofLastLook(lastState)), console);
    }

    /**
     * @param what     what was waited for, such as {@code port 80 to be open}
     * @param findings how it stood at the last look, and why
     */
    public WaitTimedOut(String machine, String what, Duration waited, List<Finding> findings, List<String> console) {
        super(new Evidence(machine + ": waited " + waited.toSeconds() + " s in vain for " + what)
                .blocks(findings)
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
