package dev.espalier.backends.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A backend whose machines can begin a life where a snapshot of theirs was taken: those that have {@link Snapshots}. */
public interface RestoringBackend extends Backend {

    /**
     * What a machine has in common with one that can go on from its snapshot: nothing that two machines of one kind differ
     * in, such as their names and addresses. Blocks for the time of a process and of reading a kernel.
     *
     * @return values for a person by names for a person, in an order in which they are to be read
     */
    Map<String, String> traits(MachineSpec machine) throws IOException;

    /**
     * As {@link Backend#blueprint}, of a life that begins where a snapshot was taken.
     *
     * @param snapshot what {@link Snapshots#take} has left; it is only read, and stays until the machine has started
     */
    Blueprint restored(MachineSpec machine, ResetPolicy resets, MachineSite site, Path snapshot);
}
