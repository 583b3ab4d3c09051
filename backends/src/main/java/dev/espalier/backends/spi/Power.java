package dev.espalier.backends.spi;

/**
 * A machine's power switch. Only a machine that its cluster brings to life has one; what was there before the cluster is there
 * after it.
 */
public interface Power extends Capability {

    /** What the guest's shell is told to end the machine in good order: a script for bash. */
    String off();
}
