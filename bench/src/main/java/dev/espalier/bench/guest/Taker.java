package dev.espalier.bench.guest;

import java.io.IOException;

/** One way to give commands to a guest that runs. */
public interface Taker {

    /** Runs {@code true} and waits for its success. */
    void succeed() throws IOException;
}
