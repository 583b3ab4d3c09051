package dev.espalier.run;

import java.io.IOException;

/** Somebody who looks at what a test has left. */
@FunctionalInterface
public interface Inspector {

    /** Returns when the machines may be taken down. */
    void inspect(Stage stage) throws IOException, InterruptedException;
}
