package dev.espalier.engine;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.MachineSpec;

/** A machine and what runs it. */
public record PlannedMachine(MachineSpec spec, Backend backend) {
    public String name() {
        return spec.name();
    }
}
