package dev.espalier.error;

import dev.espalier.backends.spi.EfiStoreError;

/** The variables of a machine's UEFI cannot be read, or not be written; they are as they were. */
public final class EfiStoreFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    public EfiStoreFailed(String machine, EfiStoreError why) {
        super(machine + ": its EFI variables: " + why.why());
        this.machine = machine;
        initCause(why);
    }

    public String machine() {
        return machine;
    }
}
