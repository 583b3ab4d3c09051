package dev.espalier.backends.shell;

/** There was no moment at which a shell had no command under way. */
public final class NoRecess extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    NoRecess(String why) {
        super(why);
        this.why = why;
    }

    /** As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }
}
