package dev.espalier.error;

import dev.espalier.backends.spi.CapabilityRefused;

/** What runs a machine refuses what the machine was asked to do; the machine is as it was. */
public final class CapabilityDenied extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String capability;

    public CapabilityDenied(String machine, String capability, CapabilityRefused why) {
        super(machine + ": its " + capability + ": " + why.why());
        this.machine = machine;
        this.capability = capability;
        initCause(why);
    }

    public String machine() {
        return machine;
    }

    public String capability() {
        return capability;
    }
}
