package dev.espalier.backends.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way to run machines. Implementations keep no state and are found by {@link java.util.ServiceLoader}.
 */
public interface Backend {

    /** The name by which a configuration asks for it, such as {@code qemu}. */
    String name();

    /** What a person is told of it. */
    BackendDescription description();

    /** What its machines understand beyond the settings that every machine has. */
    default List<OptionKey<?>> options() {
        return List.of();
    }

    /**
     * Whether a machine boots an image, or has one already.
     *
     * @param options what it is told of {@link #options}
     */
    ImageUse imageUse(Options options);

    /** Whether its machines can be on the cluster's networks. */
    NetworkUse networkUse();

    /**
     * What can be done with such a machine beyond commands. Its blueprint brings an object for each but those that are for
     * machines at rest.
     */
    default Set<Class<? extends Capability>> capabilities(MachineSpec machine) {
        return Set.of();
    }

    /** What only such machines can do whose options ask for it, each with a person's words for those options. */
    default Map<Class<? extends Capability>, String> onRequest() {
        return Map.of();
    }

    /** Why such a machine can do less than others of this backend, in a person's words; nothing if it cannot. */
    default Optional<String> shortcoming(MachineSpec machine) {
        return Optional.empty();
    }

    /**
     * An object for each {@link CapabilityAtRest} among the {@link #capabilities}.
     *
     * @param directory as {@link MachineSite#directory}
     */
    default Capabilities atRest(MachineSpec machine, Path directory) {
        return Capabilities.none();
    }

    /** Everything this host lacks to run {@code machines}; looked for by trying, before anything is started. */
    default List<Requirement> missing(List<MachineSpec> machines) {
        return List.of();
    }

    /** What this host lacks for what only some machines want, each by a person's words for that. */
    default Map<String, Requirement> missingForSome() {
        return Map.of();
    }

    /**
     * Why this host will emulate the processors of {@code machines} that would rather have its own, in one sentence; empty if
     * there are none.
     */
    default Optional<String> emulation(List<MachineSpec> machines) {
        return Optional.empty();
    }

    /** What a person should know about how {@code machines} will run here, such as slowly; one sentence each. */
    default List<String> notices(List<MachineSpec> machines) {
        return List.of();
    }

    /**
     * How a machine runs here, as a report says it, such as on which accelerator. Asked when nothing is {@link #missing}; may
     * run a program once.
     *
     * @return values for a person by names for a person, in an order in which they are to be read
     */
    default Map<String, String> facts(MachineSpec machine) {
        return Map.of();
    }

    /**
     * The processes and channels of one machine, as children in their start order. Starts nothing.
     *
     * @param resets {@link ResetPolicy#REBOOT} only for a machine that can {@link Reboot}
     */
    Blueprint blueprint(MachineSpec machine, ResetPolicy resets, MachineSite site);
}
