package dev.espalier.backends.spi;

/** That a machine's guest can go down and come up again. Only such a machine can be started to survive it. */
public interface Reboot extends Capability {

    /** What the guest's shell is told to have the guest reboot in good order: a script for bash. */
    String command();
}
