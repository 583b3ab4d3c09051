package dev.espalier.backends.shell;

import java.time.Duration;

import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.SupervisorSpec;

/** The supervised parts of what speaks to a guest's shell. */
public final class ShellTree {
    private static final RestartIntensity RESTARTS = new RestartIntensity(5, Duration.ofSeconds(10));

    private ShellTree() {}

    /**
     * A supervisor whose children are restarted while the machine runs on: the one that crashes, and those that started
     * after it. More than five restarts in 10 s are its end, and with it the machine's: a supervisor above that started it
     * again would count those five as one, and with most crashes never have counted enough.
     *
     * @param parts in the order of their start
     */
    public static ChildSpec of(String id, ChildSpec... parts) {
        var supervisor = SupervisorSpec.restForOne(parts).intensity(RESTARTS);
        return ChildSpec.supervisor(id, supervisor).restart(Restart.TRANSIENT).significant(true);
    }
}
