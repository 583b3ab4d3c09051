package dev.espalier.error;

import java.util.List;

/** A machine did not start, or its guest did not answer in time. */
public final class BootFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    public BootFailed(String machine, String why, List<String> output, List<String> console) {
        super(new Evidence(machine + " did not start: " + why).block("its process said", output)
                .block("console", console)
                .toString());
        this.machine = machine;
    }

    public String machine() {
        return machine;
    }
}
