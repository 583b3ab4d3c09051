package dev.espalier.error;

import java.util.List;

/** Something was wanted of a machine's place on a network that it is not on. */
public final class NotOnNetwork extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    private NotOnNetwork(String machine, String message) {
        super(message);
        this.machine = machine;
    }

    /** It is on none at all. */
    public static NotOnNetwork any(String machine) {
        return new NotOnNetwork(machine, machine + " is on no network; give it VLANs");
    }

    /** @param vlans those that it is on */
    public static NotOnNetwork vlan(String machine, int vlan, List<Integer> vlans) {
        return new NotOnNetwork(machine, machine + " is not on VLAN " + vlan + "; it is on " + vlans);
    }

    /** There is no network that both are on. */
    public static NotOnNetwork common(String machine, String other) {
        return new NotOnNetwork(machine, machine + " and " + other + " are on no VLAN together");
    }

    public String machine() {
        return machine;
    }
}
