package dev.espalier;

import dev.espalier.backends.spi.ResetPolicy;

/**
 * How a machine is to be started.
 *
 * @param resets what a reset of its guest is
 */
public record StartOptions(ResetPolicy resets) {

    /** The guest's reboot is the machine's death. */
    public static final StartOptions DEFAULT = new StartOptions(ResetPolicy.END);

    /**
     * The guest may reboot, by itself too: what it was doing ends with {@link dev.espalier.error.MachineRebooted}, and what
     * is asked of it afterwards waits for its next boot.
     */
    public static StartOptions allowReboot() {
        return new StartOptions(ResetPolicy.REBOOT);
    }
}
