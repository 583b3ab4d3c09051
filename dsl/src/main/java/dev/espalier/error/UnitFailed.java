package dev.espalier.error;

import java.util.List;

/** A systemd unit is not as the test wants it, or will not become so. */
public final class UnitFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String unit;

    /** @param findings what systemd and the journal say about it */
    public UnitFailed(String machine, String unit, String why, List<Finding> findings, List<String> console) {
        super(new Evidence(machine + ": unit " + unit + " " + why).blocks(findings)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.unit = unit;
    }

    public String machine() {
        return machine;
    }

    public String unit() {
        return unit;
    }
}
