package dev.espalier;

/** A part of a test that is about one machine. It may throw whatever it likes. */
@FunctionalInterface
public interface MachineBody {
    /** @throws Exception what went wrong */
    void run(Machine machine) throws Exception;
}
