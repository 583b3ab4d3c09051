package dev.espalier.backends.firecracker;

import java.io.IOException;

import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.process.Provision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control group of one life of a machine, in which its Firecracker begins. */
record LimitedGroup(ControlGroup group, Limit limit) implements Provision.Thing {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedGroup.class);

    /** @throws IOException also if this host limits nothing: who asks for a limit is not to run without */
    @Override
    public void make() throws IOException {
        group.make();
        if (!group.limit(limit)) {
            throw new IOException("this host's control groups do not limit a group's " + limit.controller());
        }
    }

    @Override
    public void remove() throws IOException, InterruptedException {
        group.remove();
    }

    /** The empty group is removed by the next sweep. */
    @Override
    public void kill() {
        try {
            group.kill();
        } catch (IOException e) {
            LOG.warn("cannot kill what is in a machine's control group", e);
        }
    }
}
