package dev.espalier;

import java.util.List;
import java.util.Optional;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.engine.MachineRestart;

/**
 * What one machine of a cluster is to be.
 *
 * @param name      unique in its cluster: letters, digits and hyphens, beginning with a letter, at most 63 characters
 * @param backend   the name of the backend that runs it, such as {@code qemu}
 * @param image     what it boots
 * @param number    the last part of its addresses, 1 to 253, and nobody else's; without one, it gets the lowest that is
 *                  free, in alphabetical order
 * @param vlans     the networks it is on, in the order of its interfaces; its first one is eth0
 * @param memoryMib memory in MiB
 * @param cpus      virtual CPUs
 * @param options   the backend's own settings
 * @param restart   what becomes of it when it goes down by itself
 */
public record NodeSpec(String name, String backend, ImageSpec image, Optional<Integer> number, List<Integer> vlans,
        int memoryMib, int cpus, Options options, MachineRestart restart) {

    public static final String DEFAULT_BACKEND = "qemu";

    /** Of machines that a configuration calls containers. */
    public static final String CONTAINER_BACKEND = "nspawn";

    public static final int DEFAULT_MEMORY_MIB = 384;

    public NodeSpec {
        vlans = List.copyOf(vlans);
    }

    /** A machine with the defaults: QEMU, one CPU, {@value #DEFAULT_MEMORY_MIB} MiB, VLAN 1. */
    public static NodeSpec of(String name, ImageSpec image) {
        return new NodeSpec(name, DEFAULT_BACKEND, image, Optional.empty(), List.of(1),
                DEFAULT_MEMORY_MIB, 1, Options.none(), new MachineRestart.Temporary());
    }

    public NodeSpec name(String value) {
        return new NodeSpec(value, backend, image, number, vlans, memoryMib, cpus, options, restart);
    }

    public NodeSpec backend(String value) {
        return new NodeSpec(name, value, image, number, vlans, memoryMib, cpus, options, restart);
    }

    public NodeSpec image(ImageSpec value) {
        return new NodeSpec(name, backend, value, number, vlans, memoryMib, cpus, options, restart);
    }

    public NodeSpec number(int value) {
        return new NodeSpec(name, backend, image, Optional.of(value), vlans, memoryMib, cpus, options, restart);
    }

    /** Without a number of its own. */
    public NodeSpec unnumbered() {
        return new NodeSpec(name, backend, image, Optional.empty(), vlans, memoryMib, cpus, options, restart);
    }

    public NodeSpec onVlans(Integer... value) {
        return new NodeSpec(name, backend, image, number, List.of(value), memoryMib, cpus, options, restart);
    }

    public NodeSpec memoryMib(int value) {
        return new NodeSpec(name, backend, image, number, vlans, value, cpus, options, restart);
    }

    public NodeSpec cpus(int value) {
        return new NodeSpec(name, backend, image, number, vlans, memoryMib, value, options, restart);
    }

    public NodeSpec options(Options value) {
        return new NodeSpec(name, backend, image, number, vlans, memoryMib, cpus, value, restart);
    }

    /** For a cluster that is to keep running: the machine comes back if it goes down by itself. */
    public NodeSpec permanent() {
        return restart(MachineRestart.Permanent.DEFAULT);
    }

    public NodeSpec restart(MachineRestart value) {
        return new NodeSpec(name, backend, image, number, vlans, memoryMib, cpus, options, value);
    }
}
