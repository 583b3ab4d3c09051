package dev.espalier.backends.spi;

import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.GuestSeed;

/**
 * One machine, with everything resolved that a backend needs to run it.
 *
 * @param name      unique in its cluster
 * @param cpus      virtual CPUs
 * @param memoryMib memory in MiB
 * @param image     what it boots; empty for backends that need none
 * @param seed      its identity: host name, addresses and neighbours
 * @param nics      its interfaces, in order
 * @param options   the backend's own settings
 */
public record MachineSpec(String name, int cpus, int memoryMib, Optional<GuestImage> image, GuestSeed seed,
        List<Nic> nics, Options options) {
    public MachineSpec {
        nics = List.copyOf(nics);
    }
}
