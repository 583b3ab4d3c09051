package dev.espalier.error;

import java.util.List;

/** A machine went down while something was wanted of it. */
public final class MachineDied extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final transient Death death;

    /**
     * @param output  what the machine's process said of its own
     * @param console the last lines of its console
     */
    public MachineDied(String machine, Death death, List<String> output, List<String> console) {
        super(new Evidence(machine + " died: " + death.describe()).block("its process said", output)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.death = death;
    }

    public String machine() {
        return machine;
    }

    public Death death() {
        return death;
    }
}
