package dev.espalier.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Hierarchies;
import dev.espalier.runtime.io.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what killed processes have left of their clusters: directories with sockets and disks, and empty control groups.
 * What belongs to a cluster that runs, to another user or to something else than Espalier is not touched.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private Sweep() {}

    /**
     * Sweeps now, as each cluster does before it starts.
     *
     * @param runBase where clusters have their directories
     * @return what was removed
     * @throws IOException if something cannot be removed; another time may do better
     */
    public static List<Path> of(Path runBase) throws IOException {
        var swept = new ArrayList<>(RunDirectory.sweep(runBase));
        var hierarchies = Hierarchies.ofThisHost().filter(Hierarchies::areWritable);
        if (hierarchies.isPresent()) {
            swept.addAll(groups(hierarchies.get()));
        }
        swept.forEach(left -> LOG.info("removed {}, whose owner is gone", left));
        return swept;
    }

    /** They cost little, so that nobody fails for them. */
    private static List<Path> groups(Hierarchies hierarchies) {
        try {
            return ControlGroup.sweep(hierarchies);
        } catch (IOException e) {
            LOG.warn("cannot remove what killed processes have left among the control groups", e);
            return List.of();
        }
    }
}
