package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.network.Entrance;

/** What runs a container. */
sealed interface ContainerStart permits NspawnContainer, ContainerScript {
    /** Makes the container's files, unless they are there. */
    void prepare(Entrance entrance) throws IOException, InterruptedException;

    ContainerLinks links();

    ContainerLeader.Init init();

    /** Of all that is in the container together. */
    List<Limit> limits();

    /**
     * The program, in the cluster's namespaces.
     *
     * @param network a network namespace
     */
    List<String> command(Path network);

    /** @param notices where nspawn tells of itself */
    Map<String, String> environment(Path notices);
}
