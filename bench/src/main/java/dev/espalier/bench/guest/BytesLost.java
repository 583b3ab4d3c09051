package dev.espalier.bench.guest;

import java.io.IOException;

/** Not all that a guest wrote has come. */
public final class BytesLost extends IOException {
    private static final long serialVersionUID = 1;

    BytesLost(long written, long arrived) {
        super("of " + written + " bytes " + arrived + " arrived");
    }
}
