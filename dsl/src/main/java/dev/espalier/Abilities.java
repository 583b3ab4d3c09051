package dev.espalier;

import java.util.Optional;

import dev.espalier.backends.spi.Backend;
import dev.espalier.backends.spi.Capability;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.engine.EngineMachine;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.MissingCapability;

/** What one machine can do beyond commands. */
final class Abilities {
    private final PlannedMachine machine;
    private final EngineMachine engine;
    private final Backends backends;

    /** @param backends to name those whose machines can do more */
    Abilities(PlannedMachine machine, EngineMachine engine, Backends backends) {
        this.machine = machine;
        this.engine = engine;
        this.backends = backends;
    }

    <C extends Capability> Optional<Ability<C>> find(Class<C> type) {
        return can(machine.backend(), machine.spec(), type)
                ? Optional.of(new Ability<>(type, engine))
                : Optional.empty();
    }

    <C extends Capability> Ability<C> require(Class<C> type) {
        return find(type).orElseThrow(() -> new MissingCapability(machine.name(), machine.backend().name(),
                type.getSimpleName(), machine.backend().shortcoming(machine.spec()),
                backends.all()
                        .stream()
                        .filter(backend -> can(backend, withDefaults(), type)
                                || backend.onRequest().containsKey(type))
                        .map(backend -> named(backend, type))
                        .toList()));
    }

    /** A backend of whose machines some can, with what makes them. */
    private static String named(Backend backend, Class<? extends Capability> type) {
        var request = backend.onRequest().get(type);
        return request == null ? backend.name() : backend.name() + " (with " + request + ")";
    }

    private MachineSpec withDefaults() {
        var spec = machine.spec();
        return new MachineSpec(spec.name(), spec.cpus(), spec.memoryMib(), spec.image(), spec.seed(), spec.nics(),
                Options.none());
    }

    private static boolean can(Backend backend, MachineSpec spec, Class<? extends Capability> type) {
        return backend.capabilities(spec).contains(type);
    }
}
