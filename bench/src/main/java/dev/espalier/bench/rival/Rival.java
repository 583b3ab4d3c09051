package dev.espalier.bench.rival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.bench.result.Contender;

/**
 * A test driver of somebody else's. It is given one machine, called {@value #MACHINE}, by a script that starts it, and a test
 * in its own language that measures and writes {@link RivalFigures}.
 */
public interface Rival {
    /** The name of the machine. */
    String MACHINE = "bench";

    Contender contender();

    /**
     * Writes what it is to be told.
     *
     * @param directory   for all files of this run, its own among them
     * @param startScript starts the machine, with the arguments that the driver adds
     * @param workload    what its test does
     * @return the command that runs it
     */
    List<String> prepare(Path directory, Path startScript, Workload workload) throws IOException;
}
