package dev.espalier.bench.shell;

import java.io.IOException;

/** Not all that a guest wrote has come. */
final class BytesLost extends IOException {
    private static final long serialVersionUID = 1;

    BytesLost(long written, long arrived) {
        super("of " + written + " bytes " + arrived + " arrived");
    }
}
