package dev.espalier;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.espalier.backends.spi.Capability;
import dev.espalier.engine.Asks;
import dev.espalier.engine.EngineMachine;

/**
 * Something that a machine can do beyond commands, for whichever of its lives is the present one.
 *
 * @param <C> how the machine's backend is asked for it
 */
public final class Ability<C extends Capability> {
    private final Class<C> type;
    private final EngineMachine machine;

    Ability(Class<C> type, EngineMachine machine) {
        this.type = type;
        this.machine = machine;
    }

    /**
     * Asks for something and waits for the answer.
     *
     * @throws dev.espalier.error.MachineNotRunning if it does not run; it is not started
     * @throws dev.espalier.error.MachineRunning    if it runs, and this can only be done while it is down
     * @throws dev.espalier.error.MachineDied       if it goes down before it answers
     * @throws dev.espalier.error.CapabilityDenied  if what runs it refuses
     * @throws dev.espalier.error.CapabilityLost    if it runs on but the way to it was lost
     */
    public <T> T use(Function<C, CompletionStage<T>> call) {
        return Asks.await(ask(call));
    }

    /** As {@link #use}, without waiting. */
    <T> CompletionStage<T> ask(Function<C, CompletionStage<T>> call) {
        return machine.use(type, call);
    }
}
