package dev.espalier.bench;

import java.util.List;
import java.util.Optional;

import dev.espalier.Backends;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;

/** What virtual machines have processors of. */
public final class Virtualization {
    private Virtualization() {}

    /** Why this host has no KVM that runs them, if it has none: that its device is there proves nothing. */
    public static Optional<String> lacking() {
        return Backends.installed()
                .get("qemu")
                .emulation(List.of(new MachineSpec("any", 1, 256, Optional.empty(),
                        new GuestSeed("any", List.of(), List.of()), List.of(), Options.none())));
    }
}
