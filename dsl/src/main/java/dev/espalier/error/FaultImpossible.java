package dev.espalier.error;

import java.util.List;

/** A link was to be made bad in a way that this host has no means for; nothing was changed. */
public final class FaultImpossible extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String fault;
    private final transient List<String> tried;

    /**
     * @param fault what was wanted, such as {@code a jitter on client's link}
     * @param tried each means with what came of it
     */
    public FaultImpossible(String fault, List<String> tried) {
        super("this host cannot make " + fault + "; tried:"
                + String.join("", tried.stream().map("\n  "::concat).toList())
                + "\n  remedy: a kernel with sch_netem, sch_tbf, ifb and nf_tables, and the packages iproute2 and nftables");
        this.fault = fault;
        this.tried = List.copyOf(tried);
    }

    public String fault() {
        return fault;
    }

    public List<String> tried() {
        return tried;
    }
}
