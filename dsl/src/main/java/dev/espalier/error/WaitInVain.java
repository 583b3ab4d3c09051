package dev.espalier.error;

import java.util.List;

/** What was waited for cannot come any more, though nothing has gone wrong. */
public final class WaitInVain extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    /**
     * @param what was waited for, such as {@code console text login:}
     * @param why  it will not come, such as {@code the machine is down}
     */
    public WaitInVain(String machine, String what, String why, List<String> console) {
        super(new Evidence(machine + ": waited in vain for " + what + ": " + why).block("console", console)
                .toString());
        this.machine = machine;
    }

    public String machine() {
        return machine;
    }
}
