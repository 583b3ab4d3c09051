package dev.espalier.backends.spi;

/** What the reset of a machine's guest is, whoever resets it. */
public enum ResetPolicy {
    /** The machine's end. */
    END,
    /** The end of one boot of the guest, and the beginning of the next. */
    REBOOT
}
