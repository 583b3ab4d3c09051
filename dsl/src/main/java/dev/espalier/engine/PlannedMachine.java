package dev.espalier.engine;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.MachineSpec;

/**
 * A machine and what runs it.
 *
 * @param restart what becomes of it when it goes down by itself
 */
public record PlannedMachine(MachineSpec spec, Backend backend, MachineRestart restart) {
    public String name() {
        return spec.name();
    }
}
