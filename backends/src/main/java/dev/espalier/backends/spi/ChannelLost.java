package dev.espalier.backends.spi;

/** The way to a machine ended before an answer came; often, but not always, because the machine did. */
public final class ChannelLost extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    public ChannelLost(String why) {
        super(why);
        this.why = why;
    }

    /** As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }
}
