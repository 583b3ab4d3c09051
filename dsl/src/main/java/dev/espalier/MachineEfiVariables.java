package dev.espalier;

import java.util.List;
import java.util.stream.Collectors;

import dev.espalier.backends.spi.EfiVariable;
import dev.espalier.backends.spi.EfiVariables;

/**
 * The variables of a machine's UEFI, which it keeps over its starts, crashes too. They are used while the machine is down,
 * also before its first start.
 *
 * <p>All methods throw {@link dev.espalier.error.MachineRunning} if it runs, and {@link dev.espalier.error.EfiStoreFailed}, and
 * change nothing, if the variables cannot be read or written.
 */
public final class MachineEfiVariables {
    private final MachineShell machine;
    private final Ability<EfiVariables> variables;

    MachineEfiVariables(MachineShell machine, Ability<EfiVariables> variables) {
        this.machine = machine;
        this.variables = variables;
    }

    /** Makes them what they are at the machine's first start: what comes with the firmware, which may be none. */
    public void create() {
        var unused = variables.use(EfiVariables::create);
        machine.log("EFI variables made anew");
    }

    /** All of them, in the order in which they were written. */
    public List<EfiVariable> read() {
        return variables.use(EfiVariables::read);
    }

    /**
     * Sets some of them, and leaves the others alone. Nothing has to be signed for it, not even what Secure Boot goes by.
     *
     * @param some the last one counts of those that have the same name and vendor; one without data is removed
     */
    public void write(List<EfiVariable> some) {
        var unused = variables.use(store -> store.write(some));
        machine.log("EFI variables written: " + some.stream().map(EfiVariable::name).collect(Collectors.joining(", ")));
    }

    /** As {@link #write(List)}. */
    public void write(EfiVariable... some) {
        write(List.of(some));
    }

    /** Puts all of them into the log, one a line. */
    public void dump() {
        read().forEach(variable -> machine.log(variable.toString()));
    }
}
