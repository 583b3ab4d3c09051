package dev.espalier.bench.shell;

import java.io.IOException;

/** One way to give commands to a guest that runs. */
interface Taker {

    /** Runs {@code true} and waits for its success. */
    void succeed() throws IOException;
}
