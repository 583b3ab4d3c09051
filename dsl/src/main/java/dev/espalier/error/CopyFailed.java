package dev.espalier.error;

import java.util.List;

/** A file or a directory was not copied between this host and a guest; nothing has the target's name that had it not. */
public final class CopyFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String source;
    private final String target;

    public CopyFailed(String machine, String source, String target, String why, List<String> console) {
        super(new Evidence(machine + ": " + source + " is not copied to " + target + ": " + why)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.source = source;
        this.target = target;
    }

    public String machine() {
        return machine;
    }

    public String source() {
        return source;
    }

    public String target() {
        return target;
    }
}
