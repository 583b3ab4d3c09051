package dev.espalier.backends.spi;

import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.image.MachineImage;

/**
 * One machine, with everything resolved that a backend needs to run it.
 *
 * @param name      unique in its cluster
 * @param cpus      virtual CPUs, or how many of this host's it may keep busy
 * @param memoryMib memory in MiB, of its own or of this host's
 * @param image     what it starts from; empty for backends that need none, and before it is built
 * @param seed      its identity: host name, addresses and neighbours
 * @param nics      its interfaces, in order
 * @param options   the backend's own settings
 */
public record MachineSpec(String name, int cpus, int memoryMib, Optional<MachineImage> image, GuestSeed seed,
        List<Nic> nics, Options options) {
    public MachineSpec {
        nics = List.copyOf(nics);
    }

    /**
     * The image that it boots.
     *
     * @throws IllegalArgumentException if it has none with a kernel
     */
    public GuestImage guestImage() {
        return image.filter(GuestImage.class::isInstance)
                .map(GuestImage.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(name + " has no image with a kernel"));
    }
}
