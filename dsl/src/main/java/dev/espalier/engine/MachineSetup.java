package dev.espalier.engine;

import java.time.Duration;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.MachineSpec;

/**
 * One machine and all it needs.
 *
 * @param restart   what becomes of it when it goes down by itself
 * @param site      its events go to whoever the engine says
 * @param patience  how long its guest may take from start to first answer
 * @param portsMade what is to be done when it has made its ports anew; returns soon
 */
record MachineSetup(MachineSpec spec, Backend backend, MachineRestart restart, MachineSite site, Duration patience,
        MachineListener listener, Runnable portsMade) {
    String name() {
        return spec.name();
    }
}
