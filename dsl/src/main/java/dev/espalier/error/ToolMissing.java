package dev.espalier.error;

/** A guest lacks something that is needed to do what the test asks. */
public final class ToolMissing extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String tool;

    /**
     * @param tool what is missing, such as {@code xwininfo}
     * @param use  what needs it, such as {@code a wait for a window}
     */
    public ToolMissing(String machine, String tool, String use) {
        super(machine + ": the guest has no " + tool + ", which " + use + " needs; add it to the machine's image");
        this.machine = machine;
        this.tool = tool;
    }

    public String machine() {
        return machine;
    }

    public String tool() {
        return tool;
    }
}
