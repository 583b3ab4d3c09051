package dev.espalier.error;

/** A port of this host cannot be made to lead to one of a machine. */
public final class PortUnavailable extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final int port;

    /**
     * @param port zero if any would have done
     * @param why  what stands against it, such as {@code Address already in use}
     */
    public PortUnavailable(String machine, int port, String why) {
        super((port == 0 ? "no port" : "port " + port) + " of this host can lead to " + machine + ": " + why
                + (port == 0 ? "" : "; choose another, or 0 for any that is free"));
        this.machine = machine;
        this.port = port;
    }

    public String machine() {
        return machine;
    }

    public int port() {
        return port;
    }
}
