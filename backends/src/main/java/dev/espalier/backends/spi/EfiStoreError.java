package dev.espalier.backends.spi;

/** A machine's UEFI variables cannot be read, or not be written. */
public final class EfiStoreError extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    /** @param why in a person's words, with the file */
    public EfiStoreError(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    /** As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }
}
