package dev.espalier.engine;

import java.io.IOException;

import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Hierarchies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control groups that killed processes have left: empty ones, which cost little, so that nobody fails for them. */
final class SweptGroups {
    private static final Logger LOG = LoggerFactory.getLogger(SweptGroups.class);

    private SweptGroups() {}

    static void sweep() {
        Hierarchies.ofThisHost().filter(Hierarchies::areWritable).ifPresent(SweptGroups::sweep);
    }

    private static void sweep(Hierarchies hierarchies) {
        try {
            ControlGroup.sweep(hierarchies).forEach(left -> LOG.info("removed {}, whose owner is gone", left));
        } catch (IOException e) {
            LOG.warn("cannot remove what killed processes have left among the control groups", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
