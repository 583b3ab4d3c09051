package dev.espalier.backends.spi;

/** What runs a machine refuses what the machine was asked to do; the machine is as it was. */
public final class CapabilityRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    /** @param why for a person, with what to do about it as far as that is known, without a full stop */
    public CapabilityRefused(String why) {
        super(why);
        this.why = why;
    }

    /** As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }
}
