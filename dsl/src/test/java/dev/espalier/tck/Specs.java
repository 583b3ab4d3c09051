package dev.espalier.tck;

import java.util.List;
import java.util.Optional;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.MachineSpec;

/** Machines as a backend is asked about them. */
public final class Specs {
    private Specs() {}

    /** On no network, and with no image yet. */
    public static MachineSpec of(NodeSpec node) {
        return new MachineSpec(node.name(), node.cpus(), node.memoryMib(), Optional.empty(),
                new GuestSeed(node.name(), List.of(), List.of()), List.of(), node.options());
    }
}
