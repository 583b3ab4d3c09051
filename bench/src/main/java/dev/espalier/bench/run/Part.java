package dev.espalier.bench.run;

import java.io.IOException;

/** What is measured in one go, in turns with the others. */
public interface Part {

    /** For a person. */
    String name();

    /** @throws dev.espalier.error.HostNotReady if this host has not what it takes */
    void measure(Recorder recorder) throws IOException, InterruptedException;
}
