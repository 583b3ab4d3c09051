package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.util.List;

import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.process.Provision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control group of one life of a container: whatever it consists of is in there, so it can be stopped and killed as one.
 *
 * @param container where nspawn runs, which makes groups of its own below it
 * @param commands  where commands run that are given to it from outside
 * @param limits    of all that is in there together, as far as this host can limit that
 */
record ContainerGroups(ControlGroup container, ControlGroup commands, List<Limit> limits) implements Provision.Thing {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerGroups.class);

    ContainerGroups {
        limits = List.copyOf(limits);
    }

    static ContainerGroups in(ControlGroup group, List<Limit> limits) {
        return new ContainerGroups(group, group.child("commands"), limits);
    }

    @Override
    public void make() throws IOException {
        container.make();
        for (var limit : limits) {
            if (!container.limit(limit)) {
                LOG.info("this host does not limit a container's {}", limit.controller());
            }
        }
        commands.make();
    }

    @Override
    public void remove() throws IOException, InterruptedException {
        container.remove();
    }

    /** The empty group is removed by the next sweep. */
    @Override
    public void kill() {
        try {
            container.kill();
        } catch (IOException e) {
            LOG.warn("cannot kill a container's processes", e);
        }
    }
}
